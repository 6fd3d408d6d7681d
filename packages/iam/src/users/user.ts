import type { Entity } from '../entity.js';
import { iamArn } from '../names/arn.js';
import type { UserPrincipal } from '../principal.js';

export type User = Entity;

export const userArn = ({ accountId, path, name }: Pick<User, 'accountId' | 'path' | 'name'>) =>
  iamArn(accountId, 'user', path, name);

export const userPrincipal = (user: User): UserPrincipal => ({
  kind: 'user',
  accountId: user.accountId,
  arn: userArn(user),
  uniqueId: user.id,
  userName: user.name,
});
