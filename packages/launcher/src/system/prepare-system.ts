import { CannotStart } from '../cannot-start.js';
import { isRoot } from '../machine/user-ids.js';
import type { Settings } from '../settings/settings.js';
import { aptInstall, aptUnpack, lastWords } from './apt.js';
import { distribution, installLine } from './install-line.js';
import { type MissingProgram, missingHere } from './missing-programs.js';

/**
 * Provides every program that Hearth runs: installs with apt as root on Debian and its children, unpacks Redis into
 * `redisFolder` without root; what then is missing still is named with the line that installs it.
 */
export async function prepareSystem(settings: Settings, redisFolder: string, say: (detail: string) => void): Promise<void> {
  const root = isRoot();
  refuseWithoutRoot(settings, root);
  const debian = distribution() === 'debian';
  const missing = () => missingHere(settings, root, redisFolder);
  if (missing().length > 0 && debian && root) {
    const packages = [...new Set(missing().map(({ debianPackage }) => debianPackage))];
    say(`apt-get install ${packages.join(' ')}`);
    await aptInstall(packages);
  }
  const redis = missing().find(({ debianPackage }) => debianPackage === 'redis-tools');
  let because = '';
  if (redis && debian) {
    say('unpacking Redis, since it cannot be installed without root');
    await aptUnpack('redis-tools', redisFolder).catch((error) => {
      because = `\nUnpacking Redis without root failed: ${lastWords(error)}`;
    });
  }
  const left = missing();
  if (left.length > 0) throw new CannotStart(`This machine lacks:\n${listed(left)}${because}`, remedy(left, root));
}

function refuseWithoutRoot({ HEARTH_SANDBOX }: Settings, root: boolean): void {
  if (root || HEARTH_SANDBOX === 'auto' || HEARTH_SANDBOX === 'bwrap') return;
  throw new CannotStart(
    `HEARTH_SANDBOX is ${HEARTH_SANDBOX}, which isolates functions as root only.`,
    'Start Hearth as root, or unset HEARTH_SANDBOX: without root functions are isolated by bwrap, for development.',
  );
}

function listed(missing: readonly MissingProgram[]): string {
  return missing.map(({ program, purpose }) => `  ${program} (${purpose})`).join('\n');
}

function remedy(missing: readonly MissingProgram[], root: boolean): string {
  const line = installLine(
    distribution(),
    missing.map(({ debianPackage }) => debianPackage),
    root,
  );
  const redis = missing.some(({ debianPackage }) => debianPackage === 'redis-tools')
    ? '\nInstead of a Redis here, REDIS_URL may name one.'
    : '';
  return `Install it, then run npm start again:\n${line}${redis}`;
}
