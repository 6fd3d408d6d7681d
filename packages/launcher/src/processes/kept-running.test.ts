import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from './child.js';
import { KeptRunning } from './kept-running.js';
import { restartDelayMs } from './restart-delay.js';

const env = { PATH: process.env.PATH! };

function node(script: string): Child {
  return startChild({
    argv: [process.execPath, '-e', script],
    env,
    cwd: '/',
    onLine: () => {},
    stopSignal: 'SIGTERM',
    graceMs: 300,
  });
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(10);
}

const forever = 'setInterval(() => {}, 1000)';

describe('KeptRunning', () => {
  it('starts a process again that was killed, and says so', async () => {
    const said: string[] = [];
    const kept = new KeptRunning(
      'api',
      async () => node(forever),
      (sentence) => said.push(sentence),
    );
    const first = await kept.start();
    process.kill(first.pid, 'SIGKILL');
    await until(() => kept.restarts === 1);
    expect(kept.state).toBe('running');
    expect(kept.pid).not.toBe(first.pid);
    expect(said).toEqual(['api was ended by SIGKILL; starting it again in 0.5 s']);
    await kept.stop();
  });

  it('does not start again what was stopped', async () => {
    const kept = new KeptRunning(
      'api',
      async () => node(forever),
      () => {},
    );
    const child = await kept.start();
    await kept.stop();
    await child.ended;
    expect([kept.state, kept.restarts]).toEqual(['stopped', 0]);
  });

  it('goes on trying when starting again fails at first', async () => {
    let launches = 0;
    const launch = async () => {
      launches += 1;
      if (launches === 2) throw new Error('the port is still held');
      return node(forever);
    };
    const kept = new KeptRunning('postgres', launch, () => {});
    process.kill((await kept.start()).pid, 'SIGKILL');
    await until(() => kept.restarts === 1);
    expect(launches).toBe(3);
    await kept.stop();
  });

  it('leaves the first failure to its caller', async () => {
    const kept = new KeptRunning(
      'api',
      () => Promise.reject(new Error('no such program')),
      () => {},
    );
    await expect(kept.start()).rejects.toThrow('no such program');
  });
});

describe('a child', () => {
  it('is killed when it does not end within its grace', async () => {
    let listening = () => {};
    const deaf = new Promise<void>((resolve) => {
      listening = resolve;
    });
    const script = `process.on('SIGTERM', () => {}); console.log('deaf'); ${forever}`;
    const argv = [process.execPath, '-e', script];
    const child = startChild({ argv, env, cwd: '/', onLine: () => listening(), stopSignal: 'SIGTERM', graceMs: 100 });
    await deaf;
    await child.stop();
    expect(await child.ended).toBe('was ended by SIGKILL');
  });

  it('that cannot be run ends with the reason instead of rejecting', async () => {
    const child = startChild({
      argv: ['/nowhere/program'],
      env,
      cwd: '/',
      onLine: () => {},
      stopSignal: 'SIGTERM',
      graceMs: 100,
    });
    expect(await child.ended).toContain('ENOENT');
    await child.stop();
  });
});

describe('restartDelayMs', () => {
  it('doubles with every failure in a row, up to half a minute', () => {
    expect([1, 2, 3, 7, 50].map(restartDelayMs)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  });
});
