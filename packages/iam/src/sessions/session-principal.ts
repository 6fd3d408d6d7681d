import { assumedRoleArn, parseIamArn } from '../names/arn.js';
import type { Principal } from '../principal.js';
import type { SessionGrant } from './session-token.js';

/** Who acts with a session's credentials. */
export function sessionPrincipal({ accountId, entityId, entityArn, sessionName, session }: SessionGrant): Principal {
  if (sessionName === undefined) {
    const { name } = parseIamArn(entityArn, 'user')!;
    return { kind: 'user', accountId, arn: entityArn, uniqueId: entityId, userName: name, session };
  }
  return {
    kind: 'assumed-role',
    accountId,
    arn: assumedRoleArn(accountId, parseIamArn(entityArn, 'role')!.name, sessionName),
    uniqueId: `${entityId}:${sessionName}`,
    roleArn: entityArn,
    sessionName,
    session,
  };
}
