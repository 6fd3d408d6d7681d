import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Attacker } from './attacker.js';

describe('a sandboxed program that takes all it can get', () => {
  let attacker: Attacker;
  beforeAll(async () => {
    attacker = await Attacker.open();
  });
  afterAll(() => attacker.close());

  it('is killed for its memory while its neighbour goes on', async () => {
    const neighbour = await attacker.start('while (1) { print "."; select(undef, undef, undef, 0.02) }');
    const glutton = await attacker.start('$x .= "x" x (1 << 20) while 1');
    await expect(glutton.ended).resolves.toEqual({ exitCode: null, signal: 'SIGKILL', outOfMemory: true });
    await once(neighbour.stdout, 'data');
    expect(neighbour.memory().outOfMemoryKills).toBe(0);
    await Promise.all([glutton.kill(), neighbour.kill()]);
  });

  it('gets no more threads and processes together than allowed', async () => {
    const children = 'while (defined(my $p = fork)) { if (!$p) { sleep 60; exit } $n++ } print "$n ", $! + 0';
    const [started, errno] = (await attacker.run(children, { maxProcesses: 40 })).split(' ').map(Number);
    expect(started).toBeLessThan(40);
    expect(started).toBeGreaterThan(30);
    expect(errno).toBe(11);
  });

  it('gets 1,024 descriptors and then an error of its own', async () => {
    const printed = await attacker.run('while (open(my $f, "<", "/dev/null")) { push @f, $f } print scalar(@f), " ", $! + 0');
    expect(printed).toBe('1021 24');
  });

  it('fills /tmp with empty files until the file system is full, and no further', async () => {
    const printed = await attacker.run('my $n = 0; while (open(F, ">", "/tmp/$n")) { $n++ } print "$n ", $! + 0');
    const [files, errno] = printed.split(' ').map(Number);
    expect(files).toBeGreaterThan(10_000);
    expect(files).toBeLessThan(20_000);
    expect(errno).toBe(28);
  });

  it('fills /dev/shm to 64 MB and no further', async () => {
    const fill = 'open F, ">", "/dev/shm/f"; while (syswrite(F, "x" x 65536)) {} print -s "/dev/shm/f", " ", $! + 0';
    expect(await attacker.run(fill, { memoryMegabytes: 256 })).toBe(`${64 << 20} 28`);
  });

  it('pays for /dev/shm out of its memory limit', async () => {
    const sandbox = await attacker.start('open F, ">", "/dev/shm/f"; syswrite(F, "x" x 65536) while 1', { memoryMegabytes: 48 });
    await expect(sandbox.ended).resolves.toMatchObject({ outOfMemory: true });
    await sandbox.kill();
  });

  it('may have a sparse file and address space beyond its limits, for they cost nothing', async () => {
    const mmap = process.arch === 'arm64' ? 222 : 9;
    const privateAnonymousWithoutReserve = 0x4022;
    const printed = await attacker.run(
      `open F, ">", "/tmp/f"; print truncate(F, 10 << 30) ? "sparse " : "$! "; print syscall(${mmap}, 0, 8 << 30, 0, ${privateAnonymousWithoutReserve}, -1, 0) == -1 ? $! : "mapped"`,
    );
    expect(printed).toBe('sparse mapped');
  });

  it('that writes without end is held up once nobody reads', async () => {
    const sandbox = await attacker.start('while (1) { syswrite(STDOUT, "x" x 65536) }');
    await sleep(200);
    const before = process.memoryUsage().rss;
    await sleep(500);
    expect(process.memoryUsage().rss - before).toBeLessThan(16 << 20);
    expect(sandbox.stdout.readableLength).toBeLessThan(1 << 20);
    await sandbox.kill();
  });

  it('burns no more CPU with sixteen processes than its one share', async () => {
    const burn =
      'use Time::HiRes "time"; $s = time; for (1 .. 16) { next if fork; 1 while time - $s < 2; exit } 1 while wait > 0; ' +
      '@t = times; printf "%.3f", ($t[2] + $t[3]) / (time - $s)';
    expect(Number(await attacker.run(burn, { cpuCores: 0.3 }))).toBeLessThan(0.33);
  });

  it('is gone at its deadline although it spins in sixteen processes', async () => {
    const sandbox = await attacker.start('fork for 1 .. 4; 1 while 1', { cpuCores: 0.1 });
    const begun = performance.now();
    sandbox.setDeadline(300);
    await sandbox.ended;
    expect(performance.now() - begun).toBeLessThan(3_000);
    await sandbox.kill();
  });
});
