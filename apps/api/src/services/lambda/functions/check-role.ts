import type { Call } from '@hearth/aws-wire';
import type { Principal, RolePassing } from '@hearth/iam';
import { type CheckRole, executionSource, type FunctionReference, LambdaError } from '@hearth/lambda';

/** Asks identity whether a caller may give a role to Lambda for a function, and answers a refusal in Lambda's words. */
export function checkRoleFor(
  { scope, name }: FunctionReference,
  { principal, conditionKeys }: Call<Principal>,
  passing: Pick<RolePassing, 'check'>,
): CheckRole {
  const circumstances = { request: conditionKeys, source: executionSource(scope, name) };
  return async (roleArn) => {
    const passage = await passing.check(principal, roleArn, 'lambda.amazonaws.com', circumstances);
    if (passage.kind === 'passable') return;
    if (passage.code === 'AccessDenied') throw new LambdaError('AccessDeniedException', passage.message);
    throw new LambdaError('InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.');
  };
}
