import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Attacker } from './attacker.js';

/** Numbers of x64 and arm64. */
const call = (x64: number, arm64: number) => (process.arch === 'arm64' ? arm64 : x64);
const refused = /^(1|38)$/;

describe('a sandboxed program that tries to get out', () => {
  let attacker: Attacker;
  beforeAll(async () => {
    attacker = await Attacker.open();
  });
  afterAll(() => attacker.close());

  const attempt = (...args: (number | string)[]) =>
    attacker.run(`my ($call, @args) = (${args.join(', ')}); print syscall($call, @args) == -1 ? $! + 0 : "worked"`);
  const open = (path: string, mode: string) => attacker.run(`print open(F, "${mode}", "${path}") ? "opened" : "refused"`);

  it.each([
    ['make a user namespace', call(272, 97), 0x10000000],
    ['make a process in a new user namespace', call(56, 220), 0x10000011],
    ['hide that behind clone3', call(435, 435), 0, 0],
    ['enter a namespace', call(308, 268), 0, 0],
    ['unmount /proc', call(166, 39), '"/proc"', 2],
    ['mount a file system', call(165, 40), '"none"', '"/tmp"', '"tmpfs"', 0, 0],
    ['change the root', call(155, 41), '"/tmp"', '"/tmp"'],
    ['chroot', call(161, 51), '"/tmp"'],
    ['trace a process', call(101, 117), 0, 0, 0, 0],
    ['read another process through the kernel', call(310, 270), 1, 0, 0, 0, 0, 0],
    ['take a descriptor of another process', call(438, 438), 0, 0, 0],
    ['load a BPF program', call(321, 280), 0, 0, 0],
    ['make an io_uring', call(425, 425), 1, 0],
    ['handle page faults', call(323, 282), 0],
    ['use the kernel keyring', call(250, 219), 0, 0, 0],
    ['open a file by its handle', call(304, 265), 0, 0, 0],
    ['turn off address randomisation', call(135, 92), 0x0040000],
    ['set the clock', call(227, 112), 0, 0],
    ['name the host', call(170, 161), '"x"', 1],
    ['reboot', call(169, 142), 0, 0, 0, 0],
    ['watch the machine', call(298, 241), 0, 0, 0, 0, 0],
  ])('cannot %s', async (_what, ...args) => {
    expect(await attempt(...args)).toMatch(refused);
  });

  it('cannot make a device node', async () => {
    const blockDevice = 0o060600;
    expect(await attempt(call(259, 33), -100, '"/tmp/disk"', blockDevice, 0x0100)).toMatch(refused);
  });

  it('cannot reach the hypervisor, raw packets or kernel ciphers through a socket family', async () => {
    const families = { vsock: 40, packet: 17, alg: 38, xdp: 44, bluetooth: 31, tipc: 30 };
    const tries = Object.values(families).map(
      (family) => `print socket(my $s${family}, ${family}, 1, 0) ? "opened" : "refused", " "`,
    );
    expect(await attacker.run(tries.join('; '))).toBe(Array(6).fill('refused').join(' '));
  });

  it.each([
    '/proc/sys/kernel/core_pattern',
    '/proc/sysrq-trigger',
    '/proc/sys/kernel/modprobe',
    '/proc/1/mem',
    '/proc/1/oom_score_adj',
    '/proc/self/exe',
    '/usr/bin/perl',
    '/etc/passwd',
  ])('cannot write to %s', async (path) => {
    expect(await open(path, '+<')).toBe('refused');
  });

  it.each(['/proc/1/environ', '/proc/1/fd/3', '/proc/1/root/etc/passwd', '/dev/tty', '/dev/mem', '/dev/vda', '/sys/fs/cgroup'])(
    'cannot open %s',
    async (path) => {
      expect(await open(path, '<')).toBe('refused');
    },
  );

  it('leaves the programs of the host as they were', async () => {
    const hash = () => createHash('sha256').update(readFileSync('/usr/bin/perl')).digest('hex');
    const before = hash();
    await attacker.run('open(F, "+<", $_) && print F "x" for "/proc/self/exe", "/usr/bin/perl"; unlink "/usr/bin/perl"');
    expect(hash()).toBe(before);
  });

  it('sees an empty environment, two processes, three descriptors and no name that says where it runs', async () => {
    const seen = await attacker.run(
      'opendir(D, "/proc/self/fd"); print join(" ", scalar(%ENV), scalar(grep m{/\\d+$}, glob "/proc/*"), grep /^\\d/, readdir D), "\\n";' +
        'open F, "/proc/self/mountinfo"; print <F>; print `cat /proc/self/cgroup; hostname`',
    );
    expect(seen).toMatch(/^0 2 0 1 2 3\n/);
    expect(seen).not.toMatch(new RegExp(`${process.cwd()}|worker|account|${process.env.HOSTNAME ?? 'no host name'}`));
  });

  it('can kill nobody but itself', async () => {
    const neighbour = await attacker.start('sleep 100');
    let neighbourEnded = false;
    void neighbour.ended.then(() => {
      neighbourEnded = true;
    });
    const shot = await attacker.run(`print kill("KILL", 1, ${process.pid}, ${process.ppid}); kill "KILL", -1; print " alive"`);
    expect(shot).toBe('1 alive');
    expect(neighbourEnded).toBe(false);
    await neighbour.kill();
  });

  it('does not keep its deadline from passing by stopping or flooding the first process', async () => {
    const sandbox = await attacker.start('while (1) { kill $_, 1 for "STOP", "CHLD", "TERM", "HUP" }');
    sandbox.setDeadline(500);
    await expect(sandbox.ended).resolves.toMatchObject({ signal: 'SIGKILL' });
  });
});
