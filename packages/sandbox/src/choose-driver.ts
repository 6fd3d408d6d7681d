import { accessSync, constants } from 'node:fs';
import type { SandboxDriverName } from './driver.js';

type Preference = 'auto' | SandboxDriverName;

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** What each driver is made of, and the Debian package that each program comes with. */
const programs: Readonly<Record<SandboxDriverName, readonly string[]>> = {
  crun: ['crun'],
  runc: ['runc'],
  bwrap: ['bwrap'],
};
const packageOf: Readonly<Record<string, string>> = {
  crun: 'crun',
  runc: 'runc',
  bwrap: 'bubblewrap',
  perl: 'perl-base',
  'mkfs.ext4': 'e2fsprogs',
  nsenter: 'util-linux',
};

/** The driver to open; throws naming what to install when there is none. */
export function chooseDriver(
  preference: Preference,
  installed = isInstalled,
  privileged = process.getuid?.() === 0,
): SandboxDriverName {
  if (!privileged && preference !== 'auto' && preference !== 'bwrap') {
    throw new Error(`${preference} isolates functions as root only. Start Hearth as root, or leave the choice to it`);
  }
  const missing = missingPackages(preference, installed, privileged);
  if (missing.length === 0) return wanted(preference, installed, privileged);
  const lacking =
    preference === 'auto' ? 'not all programs for it are installed' : `not all that ${preference} needs is installed`;
  throw new Error(`Functions cannot be isolated: ${lacking}. Install it: apt-get install -y ${missing.join(' ')}`);
}

/** The Debian packages that are missing for `preference`; empty when a driver can be opened. */
export function missingPackages(
  preference: Preference,
  installed = isInstalled,
  privileged = process.getuid?.() === 0,
): string[] {
  const shared = privileged ? ['perl', 'mkfs.ext4'] : ['perl', 'nsenter'];
  const needed = [...shared, ...programs[wanted(preference, installed, privileged)]];
  return needed.filter((program) => !installed(program)).map((program) => packageOf[program] ?? program);
}

/** The first that is installed, else the one to install. Without root there is one only: the others need cgroups. */
function wanted(preference: Preference, installed: (program: string) => boolean, privileged: boolean): SandboxDriverName {
  if (preference !== 'auto') return preference;
  if (!privileged) return 'bwrap';
  const order: readonly SandboxDriverName[] = ['crun', 'runc', 'bwrap'];
  return order.find((name) => programs[name].every(installed)) ?? 'crun';
}

function isInstalled(program: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${program}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
