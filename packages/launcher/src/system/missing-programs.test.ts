import { distribution, installLine } from './install-line.js';
import { missingPrograms } from './missing-programs.js';

const settings = { HEARTH_SANDBOX: 'auto' as const, REDIS_URL: undefined };
const none = () => false;
const packages = (...args: Parameters<typeof missingPrograms>) =>
  missingPrograms(...args).map(({ debianPackage }) => debianPackage);

describe('missingPrograms', () => {
  it('asks for nothing on a machine that has all', () => {
    expect(missingPrograms(settings, true, true, () => true)).toEqual([]);
  });

  it('asks a bare machine for everything that root needs', () => {
    expect(packages(settings, true, false, none)).toEqual([
      'util-linux',
      'util-linux',
      'perl-base',
      'crun',
      'mount',
      'e2fsprogs',
      'redis-tools',
    ]);
  });

  it('asks a user without root for what works without', () => {
    const asked = new Set(packages(settings, false, true, none));
    expect(asked).toEqual(new Set(['util-linux', 'perl-base', 'bubblewrap']));
    const allButBubblewrap = (names: readonly string[]) => !names.every((name) => name === 'bwrap');
    expect(packages(settings, false, true, allButBubblewrap)).toEqual(['bubblewrap']);
  });

  it('is content with any of the three runtimes, unless one was chosen', () => {
    const onlyRunc = (names: readonly string[]) =>
      names.includes('runc') || !names.some((name) => ['crun', 'bwrap'].includes(name));
    expect(packages(settings, true, true, onlyRunc)).toEqual([]);
    expect(packages({ ...settings, HEARTH_SANDBOX: 'bwrap' }, true, true, onlyRunc)).toEqual(['bubblewrap']);
  });

  it('needs no Redis here when REDIS_URL names one', () => {
    expect(packages({ ...settings, REDIS_URL: 'redis://elsewhere' }, true, false, () => true)).toEqual([]);
  });
});

describe('installLine', () => {
  it('is one that can be pasted, for the machine it stands on', () => {
    expect(installLine('debian', ['crun', 'redis-tools'], true)).toBe(
      'apt-get update && apt-get install -y --no-install-recommends crun redis-tools',
    );
    expect(installLine('debian', ['bubblewrap'], false)).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends bubblewrap',
    );
    expect(installLine('fedora', ['util-linux', 'mount', 'redis-tools'], false)).toBe('sudo dnf install -y util-linux valkey');
  });
});

describe('distribution', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"\n', 'debian'],
    ['NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'fedora'],
    ['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'suse'],
    ['ID=nixos\n', 'unknown'],
    ['', 'unknown'],
  ])('of %j is %s', (osRelease, family) => {
    expect(distribution(osRelease)).toBe(family);
  });
});
