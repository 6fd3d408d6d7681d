import { IamError } from '../iam-error.js';
import { assumedRoleArn, parseIamArn } from '../names/arn.js';
import type { Authorizer } from '../ports.js';
import { roleArn } from './role.js';
import type { Roles } from './roles.js';

/** Says what a service may do in a role, by the policies that the role has now. */
export class RoleAuthority {
  readonly #roles: Pick<Roles, 'get'>;
  readonly #authorizer: Authorizer;
  readonly #sessionName: string;

  constructor(roles: Pick<Roles, 'get'>, authorizer: Authorizer, sessionName: string) {
    this.#roles = roles;
    this.#authorizer = authorizer;
    this.#sessionName = sessionName;
  }

  /** A role that is gone may do nothing. */
  async allows(arn: string, action: string, resource: string): Promise<boolean> {
    const parts = parseIamArn(arn, 'role');
    const role = parts && (await this.#roles.get(parts.accountId, parts.name).catch(undefinedIfGone));
    if (!role || roleArn(role) !== arn) return false;
    const { accountId, name, id } = role;
    const sessionName = this.#sessionName;
    const principal = {
      kind: 'assumed-role' as const,
      accountId,
      arn: assumedRoleArn(accountId, name, sessionName),
      uniqueId: `${id}:${sessionName}`,
      roleArn: arn,
      sessionName,
    };
    return (await this.#authorizer.authorize({ principal, action, resource })).kind === 'allow';
  }
}

function undefinedIfGone(error: unknown): undefined {
  if (error instanceof IamError && error.code === 'NoSuchEntity') return undefined;
  throw error;
}
