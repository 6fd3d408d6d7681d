import type { AccessKey } from '../access-keys/access-key-store.js';
import type { User } from '../users/user.js';

/** A new account with the user that administers it. */
export interface Founding {
  readonly accountId: string;
  readonly admin: User;
  readonly adminPolicyArn: string;
  readonly adminKey: AccessKey;
  readonly adminPasswordHash: string;
}

/** Keeps the accounts. */
export interface AccountStore {
  /** Writes all of it or nothing; false when the account is there already. */
  found(founding: Founding): Promise<boolean>;
  exists(accountId: string): Promise<boolean>;
}
