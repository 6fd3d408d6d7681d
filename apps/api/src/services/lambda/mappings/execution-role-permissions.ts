import { type Authorizer, assumedRoleArn, IamError, parseIamArn, type Roles, roleArn } from '@hearth/iam';
import type { RolePermissions } from '@hearth/lambda';

/** Asks identity what a session that Lambda takes in a role might do. */
export class ExecutionRolePermissions implements RolePermissions {
  constructor(
    private readonly roles: Pick<Roles, 'get'>,
    private readonly authorizer: Authorizer,
  ) {}

  async allows(arn: string, action: string, resource: string): Promise<boolean> {
    const parts = parseIamArn(arn, 'role');
    const role = parts && (await this.roles.get(parts.accountId, parts.name).catch(undefinedIfGone));
    if (!role || roleArn(role) !== arn) return false;
    const { accountId, name, id } = role;
    const decision = await this.authorizer.authorize({
      principal: {
        kind: 'assumed-role',
        accountId,
        arn: assumedRoleArn(accountId, name, sessionName),
        uniqueId: `${id}:${sessionName}`,
        roleArn: arn,
        sessionName,
      },
      action,
      resource,
    });
    return decision.kind === 'allow';
  }
}

const sessionName = 'awslambda_event_source_mapping';

function undefinedIfGone(error: unknown): undefined {
  if (error instanceof IamError && error.code === 'NoSuchEntity') return undefined;
  throw error;
}
