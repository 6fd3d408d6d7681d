import type { Entity } from '../entity.js';
import { IamError } from '../iam-error.js';
import { type Page, type Paging, pageOf } from '../page.js';
import { checkPolicyText, policySize } from '../policies/check-policy-text.js';
import { policyNameOf } from '../policies/managed-policies.js';
import type { GrantStore, InlinePolicy } from './grant-store.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const attachedPoliciesMax = 10;

export interface EntityKind {
  readonly noun: 'role' | 'user';
  readonly inlinePoliciesCharactersMax: number;
}

export const roleKind: EntityKind = { noun: 'role', inlinePoliciesCharactersMax: 10_240 };
export const userKind: EntityKind = { noun: 'user', inlinePoliciesCharactersMax: 2_048 };

/** Gives policies to users and roles and takes them away: managed policies by attaching them, inline policies by writing them. */
export class PolicyGrants {
  readonly #store: GrantStore;
  readonly #exists: (policyArn: string, accountId: string) => Promise<boolean>;

  constructor(store: GrantStore, exists: (policyArn: string, accountId: string) => Promise<boolean>) {
    this.#store = store;
    this.#exists = exists;
  }

  async attach(entity: Entity, policyArn: string): Promise<void> {
    requirePolicyArn(policyArn);
    const unknown = new IamError('NoSuchEntity', `Policy ${policyArn} does not exist or is not attachable.`);
    if (!(await this.#exists(policyArn, entity.accountId))) throw unknown;
    const outcome = await this.#store.attach(entity.id, policyArn, attachedPoliciesMax);
    if (outcome === 'no-policy') throw unknown;
    if (outcome === 'full') {
      const noun = entity.id.startsWith('AROA') ? 'Role' : 'User';
      throw new IamError('LimitExceeded', `Cannot exceed quota for PoliciesPer${noun}: ${attachedPoliciesMax}`);
    }
  }

  async detach(entity: Entity, policyArn: string): Promise<void> {
    requirePolicyArn(policyArn);
    if (!(await this.#store.detach(entity.id, policyArn)))
      throw new IamError('NoSuchEntity', `Policy ${policyArn} was not found.`);
  }

  async attached(entity: Entity, paging: Paging, pathPrefix = '/'): Promise<Page<{ arn: string; name: string }>> {
    const all = (await this.#store.attachedTo(entity.id)).map((arn) => ({ arn, name: policyNameOf(arn) }));
    return pageOf(
      all.filter(({ arn }) => arn.slice(arn.indexOf(':policy/') + 7).startsWith(pathPrefix)),
      paging,
      ({ arn }) => arn,
    );
  }

  /** The quota is on all inline policies of the entity together. */
  async putInline(entity: Entity, kind: EntityKind, policy: InlinePolicy): Promise<void> {
    checkPolicyText(policy.text, 'identity');
    const max = kind.inlinePoliciesCharactersMax;
    if (
      !(await this.#store.putInline(entity.id, policy, (all) => all.reduce((sum, { text }) => sum + policySize(text), 0) <= max))
    ) {
      throw new IamError('LimitExceeded', `Maximum policy size of ${max} bytes exceeded for ${kind.noun} ${entity.name}`);
    }
  }

  async inline(entity: Entity, kind: EntityKind, name: string): Promise<InlinePolicy> {
    const found = (await this.#store.inlineOf(entity.id)).find((policy) => policy.name === name);
    if (!found) throw noInlinePolicy(kind, name);
    return found;
  }

  async removeInline(entity: Entity, kind: EntityKind, name: string): Promise<void> {
    if (!(await this.#store.removeInline(entity.id, name))) throw noInlinePolicy(kind, name);
  }

  async inlineNames(entity: Entity, paging: Paging): Promise<Page<string>> {
    const names = (await this.#store.inlineOf(entity.id)).map(({ name }) => name);
    return pageOf(names, paging, (name) => name);
  }

  /** Throws DeleteConflict while the entity still has policies. */
  async requireNone(entity: Entity): Promise<void> {
    if ((await this.#store.attachedTo(entity.id)).length > 0) {
      throw new IamError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
    }
    if ((await this.#store.inlineOf(entity.id)).length > 0) {
      throw new IamError('DeleteConflict', 'Cannot delete entity, must delete policies first.');
    }
  }
}

function requirePolicyArn(policyArn: string): void {
  if (!/^arn:[^:]+:iam::(\d{12}|aws):policy\/.+$/.test(policyArn)) {
    throw new IamError('ValidationException', `ARN ${policyArn} is not valid.`);
  }
}

const noInlinePolicy = (kind: EntityKind, name: string) =>
  new IamError('NoSuchEntity', `The ${kind.noun} policy with name ${name} cannot be found.`);
