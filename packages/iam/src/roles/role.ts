import type { Entity } from '../entity.js';
import { iamArn } from '../names/arn.js';

export interface Role extends Entity {
  /** Who may assume the role: JSON as it was given. */
  readonly trustPolicy: string;
  readonly description?: string;
  readonly maxSessionSeconds: number;
}

export const roleArn = ({ accountId, path, name }: Pick<Role, 'accountId' | 'path' | 'name'>) =>
  iamArn(accountId, 'role', path, name);
