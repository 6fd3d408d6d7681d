import type { EntityStore } from '../entity.js';
import { IamError } from '../iam-error.js';
import { parseIamArn } from '../names/arn.js';
import type { ConditionKeys, RoleSessions } from '../ports.js';
import { type Role, roleArn } from '../roles/role.js';
import { trustsService } from '../roles/role-trust.js';
import type { IssuedCredentials, SessionTokens } from './session-token.js';

/** Sessions that a service takes in a role that trusts it, as Lambda does for each execution environment. */
export class ServiceRoleSessions implements RoleSessions {
  readonly #service: string;
  readonly #roles: Pick<EntityStore<Role>, 'find'>;
  readonly #tokens: SessionTokens;
  readonly #now: () => Date;

  constructor(
    service: string,
    roles: Pick<EntityStore<Role>, 'find'>,
    tokens: SessionTokens,
    now: () => Date = () => new Date(),
  ) {
    this.#service = service;
    this.#roles = roles;
    this.#tokens = tokens;
    this.#now = now;
  }

  async issue(
    arn: string,
    sessionName: string,
    durationSeconds: number,
    context: ConditionKeys = {},
  ): Promise<IssuedCredentials> {
    const parts = parseIamArn(arn, 'role');
    const role = parts && (await this.#roles.find(parts.accountId, parts.name));
    if (!role || roleArn(role) !== arn || !trustsService(role, this.#service, context)) {
      throw new IamError(
        'AccessDeniedException',
        `${this.#service} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      );
    }
    const [sourceFunctionArn] = context['aws:SourceArn'] ?? [];
    const session = { issuedAt: this.#now(), ...(sourceFunctionArn !== undefined && { sourceFunctionArn }) };
    return this.#tokens.issue(
      { accountId: role.accountId, entityId: role.id, entityArn: arn, sessionName, session },
      durationSeconds,
    );
  }
}
