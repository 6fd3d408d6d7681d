import { executionSource } from '@hearth/lambda';
import type { Identity } from '@hearth/postgres';
import type { RoleCredentials } from './role-credentials.js';

/** Sessions that Lambda takes in a function's role; the role's trust policy is told for which function. */
export function serviceRoleCredentials(sessions: Pick<Identity['sessions'], 'issue'>, durationSeconds: number): RoleCredentials {
  return {
    credentialsFor: (target) =>
      sessions.issue(target.roleArn, target.functionName, durationSeconds, executionSource(target, target.functionName)),
  };
}
