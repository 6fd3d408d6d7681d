import { appendFileSync, chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { userIdsHere } from '../machine/user-ids.js';
import { type RedisServer, startRedis } from './start-redis.js';

describe('startRedis', () => {
  let folder: string;
  let server: RedisServer | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-redis-'));
    chmodSync(folder, 0o711);
  });

  afterEach(async () => {
    await server?.process.stop();
    server = null;
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    server = await startRedis({ folder, uid: userIdsHere(folder).redis, durable: true, onLine: () => {} });
    return server;
  };

  async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, { retryStrategy: () => null });
    client.on('error', () => {});
    return question(client).finally(() => client.disconnect());
  }

  it('keeps what was written, its port and its password over a kill -9', async () => {
    const before = await start();
    await ask(before.url, (client) => client.set('hint', 'kept'));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    before.process.kill();
    await before.process.ended;
    const after = await start();
    expect(after.url).toBe(before.url);
    expect(await ask(after.url, (client) => client.get('hint'))).toBe('kept');
  });

  it('never evicts, and answers nobody without the password', async () => {
    const { url, port } = await start();
    expect(await ask(url, (client) => client.config('GET', 'maxmemory-policy'))).toEqual(['maxmemory-policy', 'noeviction']);
    await expect(ask(`redis://127.0.0.1:${port}`, (client) => client.get('hint'))).rejects.toThrow('NOAUTH');
  });

  it('starts with what is left when the append-only file was damaged, and says so', async () => {
    const before = await start();
    expect(before.repaired).toBeNull();
    await ask(before.url, (client) => client.set('hint', 'before the damage'));
    await before.process.stop();
    const files = join(folder, 'data', 'appendonlydir');
    const increments = readdirSync(files).find((name) => name.endsWith('.incr.aof'))!;
    appendFileSync(join(files, increments), 'this is no command\r\n*1\r\n$4\r\nPING\r\n');
    const after = await start();
    expect(after.repaired).toContain('cut at the damage');
    expect(await ask(after.url, (client) => client.get('hint'))).toBe('before the damage');
  });

  it('starts empty when nothing of the append-only file can be saved, and says so', async () => {
    await (await start()).process.stop();
    writeFileSync(join(folder, 'data', 'appendonlydir', 'appendonly.aof.manifest'), 'no manifest at all\n');
    expect((await start()).repaired).toContain('erased');
  });
});
