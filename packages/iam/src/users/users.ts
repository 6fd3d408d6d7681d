import type { AccessKeyStore } from '../access-keys/access-key-store.js';
import { currentSecond } from '../current-second.js';
import { type EntityStore, type Tags, withBoundary } from '../entity.js';
import type { PolicyGrants } from '../grants/policy-grants.js';
import { IamError } from '../iam-error.js';
import { uniqueId } from '../names/unique-id.js';
import { fetchPage, type Page, type Paging } from '../page.js';
import type { PolicyBoundaries } from '../policies/policy-boundaries.js';
import type { PasswordStore } from '../sign-in/password-store.js';
import { newTags, type Tag } from '../tags.js';
import type { User } from './user.js';

export interface NewUser {
  readonly name: string;
  readonly path?: string;
  readonly boundaryArn?: string;
  readonly tags?: readonly Tag[];
}

/** What must be gone before a user can be. */
export interface UserBelongings {
  readonly grants: PolicyGrants;
  readonly keys: AccessKeyStore;
  readonly passwords: PasswordStore;
}

/** The users of all accounts. */
export class Users {
  readonly #store: EntityStore<User>;
  readonly #boundaries: PolicyBoundaries;
  readonly #belongings: UserBelongings;

  constructor(store: EntityStore<User>, boundaries: PolicyBoundaries, belongings: UserBelongings) {
    this.#store = store;
    this.#boundaries = boundaries;
    this.#belongings = belongings;
  }

  async create(accountId: string, given: NewUser): Promise<User> {
    if (given.boundaryArn !== undefined) await this.#boundaries.require(given.boundaryArn, accountId);
    const user: User = {
      id: uniqueId('AIDA'),
      accountId,
      path: given.path ?? '/',
      name: given.name,
      tags: newTags(given.tags),
      createdAt: currentSecond(),
      ...(given.boundaryArn !== undefined && { boundaryArn: given.boundaryArn }),
    };
    if (!(await this.#store.insert(user))) {
      throw new IamError('EntityAlreadyExists', `User with name ${given.name} already exists.`);
    }
    return user;
  }

  /** Throws NoSuchEntity when there is none. */
  async get(accountId: string, name: string): Promise<User> {
    const user = await this.#store.find(accountId, name);
    if (!user) throw new IamError('NoSuchEntity', `The user with name ${name} cannot be found.`);
    return user;
  }

  list(accountId: string, paging: Paging, pathPrefix?: string): Promise<Page<User>> {
    return fetchPage(
      paging,
      ({ name }) => name,
      (after, limit) => this.#store.list(accountId, { ...(pathPrefix && { pathPrefix }), ...(after && { after }), limit }),
    );
  }

  async setTags(accountId: string, name: string, change: (tags: Tags) => Tags): Promise<void> {
    const user = await this.get(accountId, name);
    await this.#store.update(user, { ...user, tags: change(user.tags) });
  }

  async setBoundary(accountId: string, name: string, boundaryArn: string | undefined): Promise<void> {
    const user = await this.get(accountId, name);
    if (boundaryArn !== undefined) await this.#boundaries.require(boundaryArn, accountId);
    await this.#store.update(user, withBoundary(user, boundaryArn));
  }

  async delete(accountId: string, name: string): Promise<void> {
    const user = await this.get(accountId, name);
    const { grants, keys, passwords } = this.#belongings;
    await grants.requireNone(user);
    if ((await keys.list(user.id)).length > 0) {
      throw new IamError('DeleteConflict', 'Cannot delete entity, must delete access keys first.');
    }
    if (await passwords.find(user.id))
      throw new IamError('DeleteConflict', 'Cannot delete entity, must delete login profile first.');
    if (!(await this.#store.remove(user.id))) {
      throw new IamError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
    }
  }
}
