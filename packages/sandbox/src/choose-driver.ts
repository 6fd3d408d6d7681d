import { accessSync, constants } from 'node:fs';
import type { SandboxDriverName } from './driver.js';

const order: readonly SandboxDriverName[] = ['crun', 'runc', 'bwrap'];
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const packageOf: Readonly<Record<string, string>> = {
  crun: 'crun',
  runc: 'runc',
  bwrap: 'bubblewrap',
  perl: 'perl-base',
  'mkfs.ext4': 'e2fsprogs',
};

/** The Debian packages that `preference` needs and that are not installed; empty when a driver can be opened. */
export function missingPackages(
  preference: 'auto' | SandboxDriverName,
  installed: (program: string) => boolean = isInstalled,
): string[] {
  const driver = preference === 'auto' ? (order.find(installed) ?? 'crun') : preference;
  return ['perl', 'mkfs.ext4', driver].filter((program) => !installed(program)).map((program) => packageOf[program] as string);
}

/** The driver to open; throws naming what to install when there is none. */
export function chooseDriver(
  preference: 'auto' | SandboxDriverName,
  installed: (program: string) => boolean = isInstalled,
): SandboxDriverName {
  const missing = missingPackages(preference, installed);
  if (missing.length > 0) {
    throw new Error(
      `Functions cannot be isolated: ${preference === 'auto' ? 'none of crun, runc and bwrap' : preference} can be used here. ` +
        `Install what is missing: apt-get install -y ${missing.join(' ')}`,
    );
  }
  return preference === 'auto' ? (order.find(installed) as SandboxDriverName) : preference;
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
