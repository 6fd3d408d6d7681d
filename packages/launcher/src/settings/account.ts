import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { writeSecret } from '../machine/write-secret.js';
import type { Settings } from './settings.js';

/** The first account and the keys of its administrator. */
export interface Account {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The console's first-login password of the user `admin`. */
  readonly adminPassword: string;
}

/** The account of earlier starts, else a new one; what the environment names wins and is kept. */
export function keptAccount(dotHearth: string, settings: Settings): Account {
  const file = accountFile(dotHearth);
  const kept: Partial<Account> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (kept.accountId && settings.HEARTH_ACCOUNT_ID && kept.accountId !== settings.HEARTH_ACCOUNT_ID) {
    throw new CannotStart(
      `HEARTH_ACCOUNT_ID is ${settings.HEARTH_ACCOUNT_ID}, but this installation's account is ${kept.accountId}.`,
      'Unset HEARTH_ACCOUNT_ID, or begin anew with `npx --no-install hearth reset`.',
    );
  }
  const account: Account = {
    accountId: settings.HEARTH_ACCOUNT_ID ?? kept.accountId ?? `${randomInt(1, 10)}${digits(11)}`,
    accessKeyId: settings.HEARTH_ACCESS_KEY_ID ?? kept.accessKeyId ?? `AKIA${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
    secretAccessKey: settings.HEARTH_SECRET_ACCESS_KEY ?? kept.secretAccessKey ?? randomBytes(30).toString('base64'),
    adminPassword: settings.HEARTH_ADMIN_PASSWORD ?? kept.adminPassword ?? password(),
  };
  writeSecret(file, `${JSON.stringify(account, null, 2)}\n`);
  return account;
}

export function accountFile(dotHearth: string): string {
  return join(dotHearth, 'account.json');
}

function digits(count: number): string {
  return letters(count, '0123456789');
}

/** About 79 bits, without letters that look like others. */
function password(): string {
  return letters(16, 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679').replace(/(.{4})(?=.)/g, '$1-');
}

function letters(count: number, alphabet: string): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
}
