import type { Principal, RolePassing } from '@hearth/iam';
import { type CheckRole, LambdaError } from '@hearth/lambda';

/** Asks identity whether a caller may give a role to Lambda, and answers a refusal in Lambda's words. */
export function checkRoleFor(principal: Principal, passing: Pick<RolePassing, 'check'>): CheckRole {
  return async (roleArn) => {
    const passage = await passing.check(principal, roleArn, 'lambda.amazonaws.com');
    if (passage.kind === 'passable') return;
    if (passage.code === 'AccessDenied') throw new LambdaError('AccessDeniedException', passage.message);
    throw new LambdaError('InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.');
  };
}
