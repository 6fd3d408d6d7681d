import * as iam from '@aws-sdk/client-iam';
import { constraintsOf, defineService, type Service } from '@hearth/aws-wire';
import type { ManagedPolicies, PolicyGrants, Principal, Roles, UserKeys, Users } from '@hearth/iam';
import { accessKeyHandlers } from './access-key-handlers.js';
import { iamDemand } from './iam-demand.js';
import { policyHandlers } from './policy-handlers.js';
import { roleHandlers } from './role-handlers.js';
import { rolePolicyHandlers } from './role-policy-handlers.js';
import { userHandlers } from './user-handlers.js';
import { userPolicyHandlers } from './user-policy-handlers.js';

interface IamServiceParts {
  readonly roles: Roles;
  readonly users: Users;
  readonly userKeys: UserKeys;
  readonly policies: ManagedPolicies;
  readonly grants: PolicyGrants;
}

/** AWS Identity and Access Management. */
export function iamService({ roles, users, userKeys, policies, grants }: IamServiceParts): Service<Principal> {
  return defineService<typeof iam, Principal>({
    module: iam,
    signingName: 'iam',
    protocols: ['query'],
    constraints: constraintsOf('iam'),
    authorization: iamDemand(roles, users),
    handlers: {
      ...roleHandlers(roles),
      ...rolePolicyHandlers(roles, grants),
      ...userHandlers(users),
      ...userPolicyHandlers(users, grants),
      ...accessKeyHandlers(users, userKeys),
      ...policyHandlers(policies),
    },
  });
}
