import { chooseDriver, missingPackages } from './choose-driver.js';

const having =
  (...programs: string[]) =>
  (program: string) =>
    programs.includes(program);

describe('chooseDriver', () => {
  it('takes the first that is installed of crun, runc and bwrap', () => {
    expect(chooseDriver('auto', having('perl', 'mkfs.ext4', 'bwrap', 'runc', 'crun'), true)).toBe('crun');
    expect(chooseDriver('auto', having('perl', 'mkfs.ext4', 'bwrap', 'runc'), true)).toBe('runc');
    expect(chooseDriver('auto', having('perl', 'mkfs.ext4', 'bwrap', 'setpriv'), true)).toBe('bwrap');
  });

  it('keeps to the preference even where another is installed', () => {
    expect(chooseDriver('runc', having('perl', 'mkfs.ext4', 'crun', 'runc'), true)).toBe('runc');
    expect(() => chooseDriver('runc', having('perl', 'mkfs.ext4', 'crun'), true)).toThrow(/apt-get install -y runc$/);
  });

  it('names every missing package in one line that can be pasted', () => {
    expect(() => chooseDriver('auto', having(), true)).toThrow('apt-get install -y perl-base e2fsprogs crun');
  });

  it('knows bwrap alone without root, since the others need cgroups', () => {
    expect(chooseDriver('auto', having('perl', 'nsenter', 'bwrap', 'crun'), false)).toBe('bwrap');
    expect(() => chooseDriver('crun', having('perl', 'nsenter', 'bwrap', 'crun'), false)).toThrow(/root/);
  });
});

describe('missingPackages', () => {
  it('is empty where a driver can be opened', () => {
    expect(missingPackages('auto', having('perl', 'mkfs.ext4', 'runc'), true)).toEqual([]);
  });

  it('names crun where no driver is installed', () => {
    expect(missingPackages('auto', having('perl', 'mkfs.ext4'), true)).toEqual(['crun']);
    expect(missingPackages('auto', having('perl', 'nsenter'), false)).toEqual(['bubblewrap']);
  });
});
