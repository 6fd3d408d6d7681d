import { findProgram } from '../machine/find-program.js';
import { redisProgram } from '../redis/redis-program.js';
import type { Settings } from '../settings/settings.js';

/** Something Hearth runs, and the Debian package that brings it. */
export interface MissingProgram {
  readonly purpose: string;
  readonly program: string;
  readonly debianPackage: string;
}

const sandboxPackages = { crun: 'crun', runc: 'runc', bwrap: 'bubblewrap' };

/** What this machine lacks. `present` says whether one of the programs exists. */
export function missingPrograms(
  settings: Pick<Settings, 'HEARTH_SANDBOX' | 'REDIS_URL'>,
  root: boolean,
  hasRedis: boolean,
  present = (names: readonly string[]) => findProgram(names) !== null,
): MissingProgram[] {
  const missing: MissingProgram[] = [];
  const need = (purpose: string, names: readonly string[], debianPackage: string) => {
    if (!present(names)) missing.push({ purpose, program: names.join(' or '), debianPackage });
  };
  need('starting processes without privileges', ['setpriv'], 'util-linux');
  if (settings.HEARTH_SANDBOX === 'auto') need('isolating functions', ['crun', 'runc', 'bwrap'], root ? 'crun' : 'bubblewrap');
  else need('isolating functions', [settings.HEARTH_SANDBOX], sandboxPackages[settings.HEARTH_SANDBOX]);
  if (root) {
    need('namespaces for functions and apps', ['unshare'], 'util-linux');
    need('mounting code and /tmp images', ['mount'], 'mount');
    need('making /tmp images', ['mkfs.ext4'], 'e2fsprogs');
  }
  if (!settings.REDIS_URL && !hasRedis)
    missing.push({ purpose: 'queues', program: 'redis-server or valkey-server', debianPackage: 'redis-tools' });
  return missing;
}

/** As `missingPrograms`, on this machine now. */
export function missingHere(settings: Settings, root: boolean, redisFolder: string): MissingProgram[] {
  return missingPrograms(settings, root, redisProgram(redisFolder) !== null);
}
