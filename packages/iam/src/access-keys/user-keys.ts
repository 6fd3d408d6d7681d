import { currentSecond } from '../current-second.js';
import { IamError } from '../iam-error.js';
import { newAccessKeyId, newSecretAccessKey } from '../names/unique-id.js';
import { type Page, type Paging, pageOf } from '../page.js';
import type { Sealer } from '../ports.js';
import type { User } from '../users/user.js';
import type { AccessKey, AccessKeyStore } from './access-key-store.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const accessKeysPerUserMax = 2;

export interface NewAccessKey extends AccessKey {
  readonly secret: string;
}

/** The long-term keys of users. A secret leaves only twice: to its owner when it is made, and to the signature check. */
export class UserKeys {
  readonly #store: AccessKeyStore;
  readonly #sealer: Sealer;

  constructor(store: AccessKeyStore, sealer: Sealer) {
    this.#store = store;
    this.#sealer = sealer;
  }

  async create(user: User): Promise<NewAccessKey> {
    const key = this.make(user);
    const outcome = await this.#store.insert(key, accessKeysPerUserMax);
    if (outcome === 'full')
      throw new IamError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${accessKeysPerUserMax}`);
    if (outcome === 'taken') throw new IamError('EntityAlreadyExists', `The Access Key with id ${key.id} already exists.`);
    return key;
  }

  /** A key that is not stored yet; id and secret are made up unless they are given. */
  make(user: User, given?: { readonly id: string; readonly secret: string }): NewAccessKey {
    const id = given?.id ?? newAccessKeyId('AKIA', user.accountId);
    const secret = given?.secret ?? newSecretAccessKey();
    const sealedSecret = this.#sealer.seal(Buffer.from(secret), contextOf(id));
    return { id, userId: user.id, active: true, sealedSecret, createdAt: currentSecond(), secret };
  }

  async list(user: User, paging: Paging): Promise<Page<AccessKey>> {
    return pageOf(await this.#store.list(user.id), paging, ({ id }) => id);
  }

  async setActive(user: User, id: string, active: boolean): Promise<void> {
    if (!(await this.#store.setActive(user.id, id, active))) throw noSuchKey(id);
  }

  async delete(user: User, id: string): Promise<void> {
    if (!(await this.#store.remove(user.id, id))) throw noSuchKey(id);
  }

  secretOf(key: AccessKey): string {
    return Buffer.from(this.#sealer.open(key.sealedSecret, contextOf(key.id))).toString('utf8');
  }
}

const contextOf = (id: string) => `access-key:${id}`;

const noSuchKey = (id: string) => new IamError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
