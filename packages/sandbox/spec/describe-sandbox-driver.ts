import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox, SandboxDriver, SandboxDriverName, SandboxSpec, TmpImage } from '../src/driver.js';
import { openDriver } from '../src/open-driver.js';
import { selfTest } from '../src/self-test/self-test.js';
import { TmpImageStore } from '../src/tmp-image-store.js';
import { holdings, untilGone } from './traces.js';
import { type Scene, startVictim, type VictimWorker } from './victim-worker.js';

const node = process.execPath;

/** What every driver promises, tried with real processes. */
export function describeSandboxDriver(name: SandboxDriverName): void {
  describe(`the ${name} sandbox driver`, () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'hearth-sandbox-'));
    let driver: SandboxDriver;
    let images: TmpImageStore;
    let tmp: TmpImage;
    const open: Sandbox[] = [];
    const victims: VictimWorker[] = [];

    beforeAll(async () => {
      driver = await openDriver({ preference: name, stateFolder });
      images = await TmpImageStore.open(stateFolder);
      tmp = await images.create(64);
    });
    afterEach(async () => {
      for (const sandbox of open.splice(0)) await sandbox.kill();
      for (const { marks } of victims.splice(0)) rmSync(marks.stateFolder, { recursive: true });
    });
    afterAll(async () => {
      await driver.close();
      images.close();
      rmSync(stateFolder, { recursive: true });
    });

    const start = async (argv: readonly string[], more: Partial<SandboxSpec> = {}): Promise<Sandbox> => {
      const defaults = {
        env: {},
        workingDirectory: '/tmp',
        readOnlyMounts: [],
        memoryMegabytes: 128,
        cpuCores: 1,
        maxProcesses: 64,
      };
      const sandbox = await driver.start({ argv, ...defaults, tmp, listenPorts: [], ...more });
      open.push(sandbox);
      return sandbox;
    };
    const victimOf = async (scene: Scene): Promise<VictimWorker> => {
      const victim = await startVictim(name, scene);
      victims.push(victim);
      return victim;
    };
    const script = (text: string, more?: Partial<SandboxSpec>) => start(['/bin/sh', '-c', text], more);
    const perl = (text: string, more?: Partial<SandboxSpec>) => start(['/usr/bin/perl', '-e', text], more);
    const javaScript = (text: string, more: Partial<SandboxSpec> = {}) =>
      start(['/node', '-e', text], {
        ...more,
        readOnlyMounts: [{ source: node, target: '/node' }, ...(more.readOnlyMounts ?? [])],
      });

    it('runs Node with exactly the environment given', async () => {
      const sandbox = await javaScript('console.log(JSON.stringify(process.env))', {
        env: { A: '1', LD_X: 'a=b\nc', EMPTY: '' },
      });
      expect(JSON.parse(await text(sandbox.stdout))).toEqual({ A: '1', LD_X: 'a=b\nc', EMPTY: '' });
      await expect(sandbox.ended).resolves.toEqual({ exitCode: 0, signal: null, outOfMemory: false });
    });

    it('tells an exit code, a signal and a program that cannot be started apart', async () => {
      await expect((await script('exit 137')).ended).resolves.toMatchObject({ exitCode: 137, signal: null });
      await open[0]?.kill();
      await expect((await script('kill -TERM $$')).ended).resolves.toMatchObject({ exitCode: null, signal: 'SIGTERM' });
      await open[1]?.kill();
      await expect(start(['/nowhere/program'])).rejects.toThrow('/nowhere/program: No such file or directory');
    });

    it('notices the end although a grandchild still holds stdout', async () => {
      const sandbox = await script('sleep 100 & exit 3');
      await expect(sandbox.ended).resolves.toMatchObject({ exitCode: 3 });
    });

    it('keeps stdout and stderr apart, and both can be opened by name', async () => {
      const sandbox = await script('echo out > /dev/stdout; echo err > /dev/stderr');
      await expect(Promise.all([text(sandbox.stdout), text(sandbox.stderr)])).resolves.toEqual(['out\n', 'err\n']);
    });

    it('gives a program nothing to read, and nothing of the machine to keep', async () => {
      const nothing = () => (({ uid, gid, mode }) => ({ uid, gid, mode }))(statSync('/dev/null'));
      const before = nothing();
      const sandbox = await script('cat; chmod 0 /dev/stdin; echo done');
      expect(await text(sandbox.stdout)).toBe('done\n');
      expect(nothing()).toEqual(before);
      expect(before.uid).toBe(0);
    });

    it('shows the mounts given, read-only', async () => {
      const folder = mkdtempSync(join(stateFolder, 'code-'));
      chmodSync(folder, 0o755);
      writeFileSync(join(folder, 'handler'), 'code');
      const mounts = { readOnlyMounts: [{ source: folder, target: '/var/task' }] };
      const sandbox = await script('cat /var/task/handler; echo x > /var/task/handler', mounts);
      expect(await text(sandbox.stdout)).toBe('code');
      expect(await text(sandbox.stderr)).toMatch(/Read-only file system/);
    });

    it('passes the self-test of its boundary, limits included', async () => {
      const report = await selfTest(driver, images);
      expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
      expect(report.contained).toBe(true);
    });

    it('kills what uses more memory than its limit, and names it out of memory', async () => {
      const sandbox = await javaScript('Buffer.alloc(256 << 20, 1); console.log("survived")');
      await expect(sandbox.ended).resolves.toEqual({ exitCode: null, signal: 'SIGKILL', outOfMemory: true });
      expect(await text(sandbox.stdout)).toBe('');
      expect(sandbox.memory().peakBytes).toBeGreaterThan(100 << 20);
    });

    it('counts a grandchild that was killed for memory although the first process lives', async () => {
      const sandbox = await script(`perl -e '$x = "x" x (256 << 20)'; echo lives; sleep 100`);
      expect(await firstLine(sandbox)).toBe('lives');
      expect(sandbox.memory().outOfMemoryKills).toBe(1);
      await sandbox.kill();
      await expect(sandbox.ended).resolves.toMatchObject({ outOfMemory: true });
    });

    it('stops a fork bomb at the limit of processes, and kills all of it', async () => {
      const sandbox = await perl(
        '$| = 1; while (defined($p = fork)) { $n++; if (!$p) { fork while 1 } } print "$n: $!\\n"; sleep 100',
      );
      expect(await firstLine(sandbox)).toMatch(/^\d+: Resource temporarily unavailable$/);
      await sandbox.kill();
      await expect(sandbox.ended).resolves.toMatchObject({ signal: 'SIGKILL' });
    });

    it('gives a process its share of CPU time and no more', async () => {
      const burn =
        'use Time::HiRes "time"; $s = time; 1 while time - $s < 2; ($u, $y) = times; printf "%.3f\\n", ($u + $y) / (time - $s)';
      const share = Number(await firstLine(await perl(burn, { cpuCores: 0.25 })));
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.275);
    });

    it('changes the share of CPU time of what already runs', async () => {
      const burn =
        'use Time::HiRes "time"; $| = 1; $s = time; print "on\n"; 1 while time - $s < 0.5; ($a, $b) = times; $s = time; 1 while time - $s < 2; ($u, $y) = times; printf "%.3f\n", ($u + $y - $a - $b) / (time - $s)';
      const sandbox = await perl(burn, { cpuCores: 1 });
      const lines = sandbox.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
      expect((await lines.next()).value).toBe('on\n');
      sandbox.setCpuCores(0.2);
      const share = Number((await lines.next()).value);
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.22);
    });

    it('gives /tmp its full size and not a block more, outside of the memory limit', async () => {
      const large = await images.create(256);
      const write =
        '$| = 1; open F, ">", "/tmp/f"; $n++ while syswrite(F, "x" x (1 << 20)); print int((-s "/tmp/f") / (1 << 20)), " $!\\n"; sleep 100';
      const sandbox = await perl(write, { tmp: large });
      const [, megabytes, reason] = /^(\d+) (.*)$/.exec(await firstLine(sandbox)) ?? [];
      expect(Number(megabytes)).toBeGreaterThanOrEqual(256);
      expect(Number(megabytes)).toBeLessThan(256 * 1.05);
      expect(reason).toBe('No space left on device');
      expect(sandbox.memory().outOfMemoryKills).toBe(0);
    });

    it('hands a tmp image on to a successor, which owns what it finds there', async () => {
      const first = await script('echo kept > /tmp/file; mkdir -m 700 /tmp/folder; echo ready; sleep 100');
      expect(await firstLine(first)).toBe('ready');
      await expect(script('true')).rejects.toThrow(/in use/);
      await first.kill();
      const second = await script('cat /tmp/file; rm -r /tmp/file /tmp/folder; ls /tmp');
      expect(await text(second.stdout)).toBe('kept\n');
    });

    it('serves its listeners inside on 127.0.0.1, where the sandbox cannot take their place', async () => {
      const sandbox = await javaScript(
        `const get = () => fetch('http://127.0.0.1:9001/').then(r => r.text()).then(t => console.log(t));
         require('net').createServer().on('error', e => { console.log(e.code); get() }).listen(9001, '127.0.0.1')`,
        { listenPorts: [9001, 4566] },
      );
      const server = http.createServer((_request, response) => response.end('from outside'));
      server.listen(sandbox.listener(9001));
      expect(await text(sandbox.stdout)).toBe('EADDRINUSE\nfrom outside\n');
      server.close();
      expect(() => sandbox.listener(80)).toThrow(/listenPorts/);
    });

    it('runs nothing while frozen, and goes on when thawed', async () => {
      const sandbox = await perl('$| = 1; while (1) { print "."; select(undef, undef, undef, 0.01) }');
      let printed = 0;
      sandbox.stdout.on('data', (data: Buffer) => {
        printed += data.length;
      });
      while (printed === 0) await sleep(5);
      sandbox.freeze();
      await sleep(100);
      const whenFrozen = printed;
      await sleep(300);
      expect(printed).toBe(whenFrozen);
      sandbox.thaw();
      while (printed === whenFrozen) await sleep(5);
    });

    it('brings every sandbox to its end while others start in its place', async () => {
      const lane = async () => {
        for (let round = 0; round < 10; round++) {
          const sandbox = await script('sleep 100', { tmp: await images.create(16) });
          await sandbox.kill();
        }
      };
      await Promise.all([lane(), lane(), lane(), lane()]);
    });

    it('can be killed while frozen', async () => {
      const sandbox = await script('sleep 100');
      sandbox.freeze();
      await sandbox.kill();
      await expect(sandbox.ended).resolves.toMatchObject({ signal: 'SIGKILL' });
    });

    it('ends at its deadline unless that is lifted', async () => {
      const lifted = await script('sleep 0.6; echo done', { tmp: await images.create(16) });
      const doomed = await script('sleep 100');
      for (const sandbox of [lifted, doomed]) sandbox.setDeadline(200);
      lifted.setDeadline(null);
      await expect(doomed.ended).resolves.toMatchObject({ exitCode: null, signal: 'SIGKILL' });
      expect(await text(lifted.stdout)).toBe('done\n');
    });

    it('ends at its deadline although the worker is stopped', async () => {
      const victim = await victimOf('deadline');
      process.kill(victim.pid, 'SIGSTOP');
      await untilGone(victim.marks, 'processes');
      process.kill(victim.pid, 'SIGKILL');
      await untilGone(victim.marks);
    });

    it('leaves nothing of running and frozen sandboxes when the worker is killed', async () => {
      const victim = await victimOf('run-and-freeze');
      process.kill(victim.pid, 'SIGKILL');
      await untilGone(victim.marks);
    });

    it('leaves nothing behind when a worker starts again after it was killed together with its guard', async () => {
      const victim = await victimOf('run-and-freeze');
      for (const pid of [victim.guardPid, victim.pid]) process.kill(pid, 'SIGKILL');
      await victim.died;
      const next = await openDriver({ preference: name, stateFolder });
      await untilGone(victim.marks, 'processes', 'cgroups', 'folder');
      await next.close();
    });

    it('leaves nothing behind after a hundred starts and kills', async () => {
      const before = holdings(stateFolder);
      for (let round = 0; round < 25; round++) {
        const set = await Promise.all(Array.from({ length: 4 }, () => images.create(16)));
        const sandboxes = await Promise.all(set.map((image) => script('sleep 100', { tmp: image })));
        await Promise.all(sandboxes.map((sandbox) => sandbox.kill()));
        await Promise.all(set.map((image) => images.remove(image)));
        open.length = 0;
      }
      expect(holdings(stateFolder)).toEqual(before);
    });
  });
}

async function text(stream: Readable): Promise<string> {
  let whole = '';
  for await (const part of stream.setEncoding('utf8')) whole += part;
  return whole;
}

/** What is written in one piece. */
async function firstLine(sandbox: Sandbox): Promise<string> {
  const [line] = await once(sandbox.stdout, 'data');
  return String(line).trim();
}
