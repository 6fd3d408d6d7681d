import type { EntityStore } from '../entity.js';
import { parseArn, parseIamArn } from '../names/arn.js';
import { type Role, roleArn } from '../roles/role.js';
import { type User, userArn } from '../users/user.js';

/** Tells who can be named in a resource's policy. */
export class PrincipalDirectory {
  readonly #users: Pick<EntityStore<User>, 'find'>;
  readonly #roles: Pick<EntityStore<Role>, 'find'>;

  constructor(users: Pick<EntityStore<User>, 'find'>, roles: Pick<EntityStore<Role>, 'find'>) {
    this.#users = users;
    this.#roles = roles;
  }

  /** Whether an ARN is that of an account, or of a user, a role or a role's session whose user or role exists. */
  async exists(arn: string): Promise<boolean> {
    const user = parseIamArn(arn, 'user');
    if (user) {
      const found = await this.#users.find(user.accountId, user.name);
      return found !== undefined && userArn(found) === arn;
    }
    const role = parseIamArn(arn, 'role');
    if (role) {
      const found = await this.#roles.find(role.accountId, role.name);
      return found !== undefined && roleArn(found) === arn;
    }
    const { service, accountId = '', resource = '' } = parseArn(arn) ?? {};
    const session = service === 'sts' ? /^assumed-role\/([^/]+)\/[^/]+$/.exec(resource)?.[1] : undefined;
    if (session !== undefined) return (await this.#roles.find(accountId, session)) !== undefined;
    return service === 'iam' && resource === 'root';
  }
}
