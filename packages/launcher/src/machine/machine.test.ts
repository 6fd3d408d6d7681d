import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.js';
import { freePort, isFree, keptPort } from './free-port.js';
import { portHolder } from './port-holder.js';
import { reachable } from './reachable.js';
import { userIds } from './user-ids.js';

describe('this machine', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-machine-'));
    chmodSync(folder, 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function listen(port: number): Promise<() => Promise<unknown>> {
    const server = createServer();
    return new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve(() => new Promise((closed) => server.close(closed))));
    });
  }

  it('keeps a server on its port, and gives it another when somebody else has it', async () => {
    const file = join(folder, 'port');
    const port = await keptPort(file);
    expect(await keptPort(file)).toBe(port);
    const close = await listen(port);
    expect(await isFree(port)).toBe(false);
    const other = await keptPort(file);
    await close();
    expect(other).not.toBe(port);
    expect(await keptPort(file)).toBe(other);
  });

  it('names who holds a port', async () => {
    const port = await freePort();
    expect(portHolder(port)).toBeNull();
    const close = await listen(port);
    const holder = portHolder(port);
    await close();
    expect(holder).toContain(`(pid ${process.pid})`);
  });

  it('tells what a user without rights can reach', () => {
    const file = join(folder, 'open', 'file');
    mkdirSync(join(folder, 'open'));
    writeFileSync(file, '');
    chmodSync(join(folder, 'open'), 0o711);
    chmodSync(file, 0o644);
    expect(reachable(file)).toBe(true);
    chmodSync(join(folder, 'open'), 0o700);
    expect(reachable(file)).toBe(false);
    chmodSync(join(folder, 'open'), 0o711);
    chmodSync(file, 0o640);
    expect(reachable(file)).toBe(false);
  });

  it('finds a program by the first name that can be run', () => {
    writeFileSync(join(folder, 'not-a-program'), '', { mode: 0o644 });
    writeFileSync(join(folder, 'program'), '', { mode: 0o755 });
    expect(findProgram(['not-a-program', 'program'], folder)).toBe(join(folder, 'program'));
    expect(findProgram(['not-a-program'], folder)).toBeNull();
    expect(findProgram(['sh'], 'relative')).toBe('/usr/bin/sh');
  });

  it('gives every process a user that neither distributions nor user namespaces allocate, always the same', () => {
    for (const home of ['/var/lib/hearth/a', '/var/lib/hearth/b', '/x']) {
      const users = Object.values(userIds(home));
      expect(new Set(users).size).toBe(4);
      for (const uid of users) expect(uid > 65_535 && uid < 100_000).toBe(true);
      expect(Object.values(userIds(home))).toEqual(users);
    }
  });
});
