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
  need('making namespaces', ['unshare'], 'util-linux');
  need('the first process of every sandbox', ['perl'], 'perl-base');
  const wanted = settings.HEARTH_SANDBOX;
  // The others need control groups, which take root.
  if (wanted === 'auto') need('isolating functions', root ? ['crun', 'runc', 'bwrap'] : ['bwrap'], root ? 'crun' : 'bubblewrap');
  else need('isolating functions', [wanted], sandboxPackages[wanted]);
  if (root) {
    need('mounting code and /tmp images', ['mount'], 'mount');
    need('making /tmp images', ['mkfs.ext4'], 'e2fsprogs');
  } else {
    need('reaching into sandboxes', ['nsenter'], 'util-linux');
    need('limiting the processes of sandboxes', ['prlimit'], 'util-linux');
  }
  if (!settings.REDIS_URL && !hasRedis)
    missing.push({ purpose: 'queues', program: 'redis-server or valkey-server', debianPackage: 'redis-tools' });
  return missing;
}

/** As `missingPrograms`, on this machine now. */
export function missingHere(settings: Settings, root: boolean, redisFolder: string): MissingProgram[] {
  return missingPrograms(settings, root, redisProgram(redisFolder) !== null);
}
