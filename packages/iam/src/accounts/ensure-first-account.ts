import type { AccessKeyLookup } from '../access-keys/access-key-store.js';
import type { UserKeys } from '../access-keys/user-keys.js';
import { currentSecond } from '../current-second.js';
import { uniqueId } from '../names/unique-id.js';
import { hashPassword } from '../sign-in/password-hash.js';
import type { AccountStore } from './account-store.js';

export interface FirstAccountSettings {
  /** 12 digits. */
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly adminPassword: string;
}

export interface FirstAccountOutcome {
  /** Whether the account was made by this call. */
  readonly founded: boolean;
  /** False when the account is older and the key of the settings was deleted or replaced since: it will not be accepted. */
  readonly keyAccepted: boolean;
}

/**
 * Makes the account with its user `admin`, who may do everything, unless the account is there already. What was changed since is left
 * alone: a key that was deleted does not come back. May be called by many processes at once.
 */
export async function ensureFirstAccount(
  { accountId, accessKeyId, secretAccessKey, adminPassword }: FirstAccountSettings,
  accounts: AccountStore,
  keys: UserKeys,
  lookup: AccessKeyLookup,
): Promise<FirstAccountOutcome> {
  let founded = false;
  if (!(await accounts.exists(accountId))) {
    const createdAt = currentSecond();
    const admin = { id: uniqueId('AIDA'), accountId, path: '/', name: 'admin', tags: {}, createdAt };
    const { secret: _, ...adminKey } = keys.make(admin, { id: accessKeyId, secret: secretAccessKey });
    const adminPasswordHash = await hashPassword(adminPassword);
    const adminPolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    founded = await accounts.found({ accountId, admin, adminPolicyArn, adminKey, adminPasswordHash });
  }
  const found = await lookup.find(accessKeyId);
  return {
    founded,
    keyAccepted: found?.user.accountId === accountId && found.key.active && keys.secretOf(found.key) === secretAccessKey,
  };
}
