import { readFileSync } from 'node:fs';

export type Distribution = 'debian' | 'fedora' | 'arch' | 'suse' | 'unknown';

// What Debian's packages are called elsewhere, where the name differs.
const otherNames: Record<Distribution, Readonly<Record<string, string>>> = {
  // Of all packages only this one also starts a service on Debian; its tools alone carry the whole server.
  debian: {},
  fedora: { mount: 'util-linux', 'perl-base': 'perl-interpreter', 'redis-tools': 'valkey' },
  arch: { mount: 'util-linux', 'perl-base': 'perl', 'redis-tools': 'valkey' },
  suse: { mount: 'util-linux', 'redis-tools': 'valkey' },
  unknown: { 'perl-base': 'perl', 'redis-tools': 'redis-server' },
};

const commands: Record<Distribution, string> = {
  debian: 'apt-get install -y --no-install-recommends',
  fedora: 'dnf install -y',
  arch: 'pacman -S --needed',
  suse: 'zypper install -y',
  unknown: '(your package manager) install',
};

/** The line that installs these Debian packages, or their equivalents, on a distribution. */
export function installLine(distribution: Distribution, debianPackages: readonly string[], root: boolean): string {
  const names = new Set(debianPackages.map((name) => otherNames[distribution][name] ?? name));
  const sudo = root ? '' : 'sudo ';
  // A fresh Debian knows of no package until it has asked.
  const lists = distribution === 'debian' ? `${sudo}apt-get update && ` : '';
  return `${lists}${sudo}${commands[distribution]} ${[...names].join(' ')}`;
}

/** Which family a machine belongs to, by its /etc/os-release. */
export function distribution(osRelease = readOsRelease()): Distribution {
  const words = [...osRelease.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)].flatMap(([, value]) => value!.split(' '));
  const families: readonly [Distribution, readonly string[]][] = [
    ['debian', ['debian', 'ubuntu']],
    ['fedora', ['fedora', 'rhel', 'centos', 'amzn']],
    ['arch', ['arch']],
    ['suse', ['suse', 'opensuse']],
  ];
  return families.find(([, ids]) => ids.some((id) => words.includes(id)))?.[0] ?? 'unknown';
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
