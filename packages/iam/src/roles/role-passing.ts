import type { EntityStore } from '../entity.js';
import { parseIamArn } from '../names/arn.js';
import type { Authorizer, ConditionKeys } from '../ports.js';
import type { Principal } from '../principal.js';
import { type Role, roleArn } from './role.js';
import { trustsService } from './role-trust.js';

export type RolePassage =
  | { readonly kind: 'passable' }
  /**
   * `AccessDenied`: the caller may not pass it; the message is AWS's. `NotAssumable`: there is no such role in the caller's account, or it
   * does not trust the service; each service has its own words for that.
   */
  | { readonly kind: 'refused'; readonly code: 'AccessDenied' | 'NotAssumable'; readonly message: string };

interface PassingCircumstances {
  /** Keys of the caller's request, which the caller's own policies may ask for. */
  readonly request?: ConditionKeys;
  /** What the service will act for, which the role's trust policy may ask for: `aws:SourceArn`, `aws:SourceAccount`. */
  readonly source?: ConditionKeys;
}

/** Decides whether a caller may hand a role to a service, and whether the service could then use it. */
export class RolePassing {
  readonly #roles: Pick<EntityStore<Role>, 'find'>;
  readonly #authorizer: Authorizer;

  constructor(roles: Pick<EntityStore<Role>, 'find'>, authorizer: Authorizer) {
    this.#roles = roles;
    this.#authorizer = authorizer;
  }

  async check(
    principal: Principal,
    arn: string,
    service: string,
    circumstances: PassingCircumstances = {},
  ): Promise<RolePassage> {
    const parts = parseIamArn(arn, 'role');
    if (!parts) return { kind: 'refused', code: 'NotAssumable', message: `${arn} is not the ARN of a role.` };
    if (parts.accountId !== principal.accountId) {
      return { kind: 'refused', code: 'AccessDenied', message: 'Cross-account pass role is not allowed.' };
    }
    const decision = await this.#authorizer.authorize({
      principal,
      action: 'iam:PassRole',
      resource: arn,
      context: { ...circumstances.request, 'iam:PassedToService': [service] },
    });
    if (decision.kind === 'deny') return { kind: 'refused', code: 'AccessDenied', message: decision.message };
    const role = await this.#roles.find(parts.accountId, parts.name);
    if (!role || roleArn(role) !== arn)
      return { kind: 'refused', code: 'NotAssumable', message: `The role ${arn} does not exist.` };
    if (!trustsService(role, service, circumstances.source)) {
      return { kind: 'refused', code: 'NotAssumable', message: `The trust policy of ${arn} does not let ${service} assume it.` };
    }
    return { kind: 'passable' };
  }
}
