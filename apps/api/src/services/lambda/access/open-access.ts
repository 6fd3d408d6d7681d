import type { Principal } from '@hearth/iam';
import { type Functions, InvokePermissions, type LambdaFunction, Permissions, ResourcePolicies } from '@hearth/lambda';
import {
  type Identity,
  type PostgresConnection,
  PostgresEventSourceMappings,
  PostgresFunctionPolicies,
  PostgresFunctionUrls,
  PostgresLayerPolicies,
} from '@hearth/postgres';
import { CachedPolicies } from './cached-policies.js';
import { permissionHandlers } from './permission-handlers.js';
import { policyFault } from './policy-fault.js';
import type { ResourceLookups } from './stored-resource.js';

export type AccessIdentity = Pick<Identity, 'authorizer' | 'principals'>;

/** Puts together who may do what with functions: their policies, and what follows from them. */
export function openAccess(connection: PostgresConnection, functions: Functions, { authorizer, principals }: AccessIdentity) {
  const stored = new PostgresFunctionPolicies(connection);
  const inForce = new CachedPolicies(stored);
  const permissions = new Permissions(functions, stored, principals);
  const resourcePolicies = new ResourcePolicies(functions, stored, policyFault(principals));
  return {
    inForce,
    lookups: {
      policies: inForce,
      layers: new PostgresLayerPolicies(connection),
      mappings: new PostgresEventSourceMappings(connection),
      urls: new PostgresFunctionUrls(connection),
    } satisfies ResourceLookups,
    invokePermissions: new InvokePermissions<Principal>(inForce, authorizer),
    handlers: (changed: (fn: LambdaFunction) => void) => permissionHandlers(permissions, resourcePolicies, changed),
  };
}
