import { IamError, type Principal } from '@hearth/iam';

/** Operations on a user mean the caller when they name none, which must then be a user. */
export function callerOr(userName: string | undefined, principal: Principal): string {
  if (userName !== undefined) return userName;
  if (principal.kind === 'user') return principal.userName;
  throw new IamError('ValidationException', 'Must specify userName when calling with non-User credentials');
}
