import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { keptSecret, writeSecret } from '../machine/write-secret.js';
import type { Places } from './places.js';

/** The key that everything secret is stored under, in base64: given by the environment, or kept in `.hearth/master.key`. */
export function masterKey(places: Places, given: string | undefined): string {
  const file = join(places.dotHearth, 'master.key');
  const marker = join(places.home, 'master-key.fingerprint');
  if (!given && !existsSync(file) && existsSync(marker)) {
    throw new CannotStart(
      `The key of the data in ${places.home} is gone: ${file} is missing and HEARTH_MASTER_KEY is not set.`,
      'Restore the file from a backup. Without it stored secrets cannot be read; `npx --no-install hearth reset` starts over.',
    );
  }
  const key = given ?? keptSecret(file, () => randomBytes(32).toString('base64'));
  const fingerprint = subkey(key, 'fingerprint');
  if (!existsSync(marker)) writeSecret(marker, fingerprint);
  else if (readFileSync(marker, 'utf8') !== fingerprint) {
    throw new CannotStart(
      `The data in ${places.home} was made with another master key.`,
      given ? 'Set HEARTH_MASTER_KEY to the key of the first start.' : `Restore ${file} as it was at the first start.`,
    );
  }
  return key;
}

/** A key for one purpose, in base64, from which the master key cannot be told. */
export function subkey(masterKeyBase64: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(masterKeyBase64, 'base64'), '', `hearth/launcher/${purpose}`, 32)).toString(
    'base64',
  );
}
