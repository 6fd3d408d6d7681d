import { currentSecond } from '../current-second.js';
import { type EntityStore, type Tags, withBoundary } from '../entity.js';
import type { PolicyGrants } from '../grants/policy-grants.js';
import { IamError } from '../iam-error.js';
import { uniqueId } from '../names/unique-id.js';
import { fetchPage, type Page, type Paging } from '../page.js';
import { checkPolicyText, policySize } from '../policies/check-policy-text.js';
import type { PolicyBoundaries } from '../policies/policy-boundaries.js';
import { newTags, type Tag } from '../tags.js';
import type { Role } from './role.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const trustPolicyCharactersMax = 2_048;
const maxSessionSecondsDefault = 3_600;

export interface NewRole {
  readonly name: string;
  readonly path?: string;
  readonly trustPolicy: string;
  readonly description?: string;
  readonly maxSessionSeconds?: number;
  readonly boundaryArn?: string;
  readonly tags?: readonly Tag[];
}

/** The roles of all accounts. */
export class Roles {
  readonly #store: EntityStore<Role>;
  readonly #grants: PolicyGrants;
  readonly #boundaries: PolicyBoundaries;

  constructor(store: EntityStore<Role>, grants: PolicyGrants, boundaries: PolicyBoundaries) {
    this.#store = store;
    this.#grants = grants;
    this.#boundaries = boundaries;
  }

  async create(accountId: string, given: NewRole): Promise<Role> {
    checkTrustPolicy(given.trustPolicy);
    if (given.boundaryArn !== undefined) await this.#boundaries.require(given.boundaryArn, accountId);
    const role: Role = {
      id: uniqueId('AROA'),
      accountId,
      path: given.path ?? '/',
      name: given.name,
      trustPolicy: given.trustPolicy,
      maxSessionSeconds: given.maxSessionSeconds ?? maxSessionSecondsDefault,
      tags: newTags(given.tags),
      createdAt: currentSecond(),
      ...(given.description && { description: given.description }),
      ...(given.boundaryArn !== undefined && { boundaryArn: given.boundaryArn }),
    };
    if (!(await this.#store.insert(role))) {
      throw new IamError('EntityAlreadyExists', `Role with name ${given.name} already exists.`);
    }
    return role;
  }

  /** Throws NoSuchEntity when there is none. */
  async get(accountId: string, name: string): Promise<Role> {
    const role = await this.#store.find(accountId, name);
    if (!role) throw new IamError('NoSuchEntity', `The role with name ${name} cannot be found.`);
    return role;
  }

  list(accountId: string, paging: Paging, pathPrefix?: string): Promise<Page<Role>> {
    return fetchPage(
      paging,
      ({ name }) => name,
      (after, limit) => this.#store.list(accountId, { ...(pathPrefix && { pathPrefix }), ...(after && { after }), limit }),
    );
  }

  async update(accountId: string, name: string, change: Partial<Pick<Role, 'description' | 'maxSessionSeconds'>>): Promise<Role> {
    return this.#change(accountId, name, (role) => ({ ...role, ...change }));
  }

  async setTrustPolicy(accountId: string, name: string, trustPolicy: string): Promise<void> {
    await this.#change(accountId, name, (role) => {
      checkTrustPolicy(trustPolicy);
      return { ...role, trustPolicy };
    });
  }

  async setTags(accountId: string, name: string, change: (tags: Tags) => Tags): Promise<void> {
    await this.#change(accountId, name, (role) => ({ ...role, tags: change(role.tags) }));
  }

  async setBoundary(accountId: string, name: string, boundaryArn: string | undefined): Promise<void> {
    const role = await this.get(accountId, name);
    if (boundaryArn !== undefined) await this.#boundaries.require(boundaryArn, accountId);
    await this.#store.update(role, withBoundary(role, boundaryArn));
  }

  async delete(accountId: string, name: string): Promise<void> {
    const role = await this.get(accountId, name);
    await this.#grants.requireNone(role);
    if (!(await this.#store.remove(role.id))) {
      throw new IamError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
    }
  }

  async #change(accountId: string, name: string, change: (role: Role) => Role): Promise<Role> {
    const role = await this.get(accountId, name);
    const changed = change(role);
    await this.#store.update(role, changed);
    return changed;
  }
}

function checkTrustPolicy(text: string): void {
  checkPolicyText(text, 'trust');
  if (policySize(text) > trustPolicyCharactersMax) {
    throw new IamError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${trustPolicyCharactersMax}`);
  }
}
