import { currentSecond } from '../current-second.js';
import { IamError } from '../iam-error.js';
import { parseIamArn } from '../names/arn.js';
import { uniqueId } from '../names/unique-id.js';
import { type Page, type Paging, pageOf } from '../page.js';
import { newTags, type Tag } from '../tags.js';
import { awsManagedPolicies } from './aws-managed-policies.js';
import { checkPolicyText, policySize } from './check-policy-text.js';
import { type ManagedPolicy, managedPolicyArn, type PolicyUsage, type PolicyVersion } from './managed-policy.js';
import type { PolicyStore, PolicyVersionStore } from './policy-store.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const policyCharactersMax = 6_144;
const versionsMax = 5;
const policiesPerAccountMax = 1_500;

export interface NewPolicy {
  readonly name: string;
  readonly path?: string;
  readonly text: string;
  readonly description?: string;
  readonly tags?: readonly Tag[];
}

export interface PolicyFilter {
  readonly scope: 'All' | 'AWS' | 'Local';
  readonly onlyAttached: boolean;
  readonly pathPrefix: string;
}

export type UsedPolicy = ManagedPolicy & { readonly usage: PolicyUsage };

/** The managed policies: those that AWS publishes, which nobody can change, and those that accounts make. */
export class ManagedPolicies {
  readonly #store: PolicyStore;
  readonly #versions: PolicyVersionStore;

  constructor(store: PolicyStore, versions: PolicyVersionStore) {
    this.#store = store;
    this.#versions = versions;
  }

  async create(accountId: string, { name, path = '/', text, description, tags }: NewPolicy): Promise<ManagedPolicy> {
    checkManagedPolicyText(text);
    const createdAt = currentSecond();
    const policy = {
      id: uniqueId('ANPA'),
      accountId,
      path,
      name,
      tags: newTags(tags),
      defaultVersion: 1,
      createdAt,
      updatedAt: createdAt,
      ...(description && { description }),
    };
    if (!(await this.#store.insert(policy, text))) {
      throw new IamError('EntityAlreadyExists', `A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    return policy;
  }

  /** Throws NoSuchEntity when there is none. */
  async get(accountId: string, arn: string): Promise<UsedPolicy> {
    const policy = await this.#find(arn);
    if (!policy) throw new IamError('NoSuchEntity', `Policy ${arn} was not found.`);
    return withUsage(policy, await this.#store.usage(accountId));
  }

  async exists(arn: string, accountId: string): Promise<boolean> {
    const policy = await this.#find(arn);
    return policy !== undefined && [accountId, 'aws'].includes(policy.accountId);
  }

  async list(accountId: string, { scope, onlyAttached, pathPrefix }: PolicyFilter, paging: Paging): Promise<Page<UsedPolicy>> {
    const local = scope === 'AWS' ? [] : await this.#store.list(accountId, { limit: policiesPerAccountMax });
    const aws = scope === 'Local' ? [] : [...awsManagedPolicies().values()];
    const usage = await this.#store.usage(accountId);
    const all = [...local, ...aws].map((policy) => withUsage(policy, usage));
    const shown = all.filter(
      ({ path, usage: { attachments } }) => path.startsWith(pathPrefix) && (!onlyAttached || attachments > 0),
    );
    return pageOf(shown, paging, managedPolicyArn);
  }

  async delete(arn: string): Promise<void> {
    const policy = await this.#own(arn, `Policy ${arn} was not found.`);
    if ((await this.#versions.list(policy.id)).length > 1) {
      throw new IamError(
        'DeleteConflict',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    if (!(await this.#store.remove(policy))) throw new IamError('DeleteConflict', 'Cannot delete a policy attached to entities.');
  }

  /** Newest first. Of a policy that AWS publishes only the default version is known. */
  async versions(arn: string): Promise<readonly (PolicyVersion & { readonly isDefault: boolean })[]> {
    const policy = await this.#find(arn);
    if (!policy) throw new IamError('NoSuchEntity', `Policy ${arn} was not found.`);
    const published = awsManagedPolicies().get(arn);
    const versions = published
      ? [{ number: published.defaultVersion, text: published.text, createdAt: published.updatedAt }]
      : await this.#versions.list(policy.id);
    return versions.map((version) => ({ ...version, isDefault: version.number === policy.defaultVersion }));
  }

  async version(arn: string, versionId: string): Promise<PolicyVersion & { readonly isDefault: boolean }> {
    const versions = (await this.#find(arn)) ? await this.versions(arn) : [];
    const found = versions.find(({ number }) => `v${number}` === versionId);
    if (!found) throw noSuchVersion(arn, versionId);
    return found;
  }

  async createVersion(arn: string, text: string, makeDefault: boolean): Promise<PolicyVersion & { readonly isDefault: boolean }> {
    const policy = await this.#own(arn, `Policy ${arn} does not exist or is not attachable.`);
    checkManagedPolicyText(text);
    const version = await this.#versions.add(policy.id, text, makeDefault, versionsMax);
    if (!version) {
      throw new IamError(
        'LimitExceeded',
        `A managed policy can have up to ${versionsMax} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    return { ...version, isDefault: makeDefault };
  }

  async setDefaultVersion(arn: string, versionId: string): Promise<void> {
    const { number } = await this.version(arn, versionId);
    const policy = await this.#own(arn, `Policy ${arn} was not found.`);
    await this.#versions.setDefault(policy.id, number);
  }

  async deleteVersion(arn: string, versionId: string): Promise<void> {
    const { number, isDefault } = await this.version(arn, versionId);
    const policy = await this.#own(arn, `Policy ${arn} was not found.`);
    if (isDefault) throw new IamError('DeleteConflict', 'Cannot delete the default version of a policy.');
    await this.#versions.remove(policy.id, number);
  }

  async #find(arn: string): Promise<ManagedPolicy | undefined> {
    const published = awsManagedPolicies().get(arn);
    if (published) return published;
    const parts = parseIamArn(arn, 'policy');
    if (!parts) return undefined;
    const policy = await this.#store.find(parts.accountId, parts.name);
    return policy?.path === parts.path ? policy : undefined;
  }

  /** A policy that its account may change: not one that AWS publishes. */
  async #own(arn: string, otherwise: string): Promise<ManagedPolicy> {
    const policy = await this.#find(arn);
    if (!policy || policy.accountId === 'aws') throw new IamError('NoSuchEntity', otherwise);
    return policy;
  }
}

/** The name of the policy with this ARN. */
export const policyNameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const withUsage = (policy: ManagedPolicy, usage: ReadonlyMap<string, PolicyUsage>): UsedPolicy => ({
  ...policy,
  usage: usage.get(managedPolicyArn(policy)) ?? { attachments: 0, boundaries: 0 },
});

function checkManagedPolicyText(text: string): void {
  checkPolicyText(text, 'identity');
  if (policySize(text) > policyCharactersMax) {
    throw new IamError('LimitExceeded', `Cannot exceed quota for PolicySize: ${policyCharactersMax}`);
  }
}

const noSuchVersion = (arn: string, versionId: string) =>
  new IamError('NoSuchEntity', `Policy ${arn} version ${versionId} does not exist or is not attachable.`);
