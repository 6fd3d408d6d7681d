import type { User } from '../users/user.js';

/** A long-term key of a user. */
export interface AccessKey {
  readonly id: string;
  readonly userId: string;
  readonly active: boolean;
  /** Sealed, in a context that names the key. */
  readonly sealedSecret: Uint8Array;
  readonly createdAt: Date;
}

/** Finds a key with the user it belongs to. */
export interface AccessKeyLookup {
  find(id: string): Promise<{ readonly key: AccessKey; readonly user: User } | undefined>;
}

/** Keeps the users' access keys. */
export interface AccessKeyStore extends AccessKeyLookup {
  /** Oldest first. */
  list(userId: string): Promise<readonly AccessKey[]>;
  /** `full`: the user has `max` keys already; `taken`: another key has this id. */
  insert(key: AccessKey, max: number): Promise<'inserted' | 'full' | 'taken'>;
  /** False when the user has no such key. */
  setActive(userId: string, id: string, active: boolean): Promise<boolean>;
  /** False when the user has no such key. */
  remove(userId: string, id: string): Promise<boolean>;
}
