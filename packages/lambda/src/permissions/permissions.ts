import { latestVersion, notFound } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Functions } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { FunctionPolicies, StoredPolicy } from './function-policies.js';
import { type NewPermission, type PermissionStatement, permissionStatement } from './permission-statement.js';
import { withoutStatement, withStatement } from './policy-document.js';
import { invalidPrincipal } from './principal-element.js';

/** Knows who can be named in a policy. */
export interface Principals {
  /** Whether an ARN is that of an account, a user, a role or a role's session. */
  exists(arn: string): Promise<boolean>;
}

/** Policies statement by statement: of functions, versions and aliases, each apart from the others. */
export class Permissions {
  constructor(
    private readonly functions: Pick<Functions, 'find'>,
    private readonly policies: FunctionPolicies,
    private readonly principals: Principals,
  ) {}

  async add(
    reference: FunctionReference,
    permission: NewPermission,
    revisionId: string | undefined,
  ): Promise<{ readonly fn: LambdaFunction; readonly statement: PermissionStatement }> {
    const { scope, name, qualifier } = reference;
    if (qualifier === latestVersion) throw noPolicyForLatest();
    const fn = await this.functions.find(scope, name);
    if (!fn) throw notFound({ scope, name, qualifier: undefined });
    const statement = permissionStatement(permission, functionArn(scope, name, qualifier));
    if (permission.principal.startsWith('arn:') && !(await this.principals.exists(permission.principal)))
      throw invalidPrincipal();
    const changed = await this.policies.change(fn.id, qualifier, (current) => {
      checkPolicyRevision(current, revisionId);
      return withStatement(current.text, statement);
    });
    if (!changed) throw qualifierNotFound(reference);
    return { fn, statement };
  }

  async remove(reference: FunctionReference, statementId: string, revisionId: string | undefined): Promise<LambdaFunction> {
    const { scope, name, qualifier } = reference;
    const fn = await this.functions.find(scope, name);
    if (!fn) throw new LambdaError('ResourceNotFoundException', `No policy found for: ${functionArn(scope, name)}`);
    if (qualifier === latestVersion) throw noPolicy();
    const changed = await this.policies.change(fn.id, qualifier, (current) => {
      if (current.text === undefined) throw noPolicy();
      const text = withoutStatement(current.text, statementId);
      checkPolicyRevision(current, revisionId);
      return text;
    });
    if (!changed) throw qualifierNotFound(reference);
    return fn;
  }

  /** The whole policy with its revision; AWS tells nothing of what is missing. */
  async find({ scope, name, qualifier }: FunctionReference): Promise<StoredPolicy & { readonly text: string }> {
    const fn = await this.functions.find(scope, name);
    const found = fn && qualifier !== latestVersion ? await this.policies.find(fn.id, qualifier) : undefined;
    if (found?.text === undefined) throw noSuchResource();
    return { text: found.text, revisionId: found.revisionId };
  }
}

export function checkPolicyRevision(current: StoredPolicy, given: string | undefined): void {
  if (given === undefined || given === current.revisionId) return;
  throw new LambdaError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
  );
}

export const noPolicyForLatest = () =>
  new LambdaError('InvalidParameterValueException', 'We currently do not support adding policies for $LATEST.');

export const noSuchResource = () => new LambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');

const noPolicy = () => new LambdaError('ResourceNotFoundException', 'No policy is associated with the given resource.');

/** AWS names what could be an alias in other words than what could only be a version. */
export function qualifierNotFound(reference: FunctionReference): LambdaError {
  const { scope, name, qualifier } = reference;
  const couldBeAlias = qualifier !== undefined && /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(qualifier);
  if (!couldBeAlias) return notFound(reference);
  return new LambdaError('ResourceNotFoundException', `Cannot find alias arn: ${functionArn(scope, name, qualifier)}`);
}
