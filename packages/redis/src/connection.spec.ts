import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, startRedis, userIdsHere } from '@hearth/launcher';
import { openRedis } from './connection.js';

const folder = mkdtempSync(join(tmpdir(), 'hearth-redis-'));
chmodSync(folder, 0o711);
const start = () =>
  startRedis({ folder: join(folder, 'redis'), uid: userIdsHere(folder).redis, durable: false, onLine: () => {} });
let server: RedisServer;
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await server.process.stop();
  rmSync(folder, { recursive: true });
});

async function refusal(url: string): Promise<string> {
  const error = await openRedis(url, { firstConnectMilliseconds: 1000 }).then(
    () => undefined,
    (error: Error) => error,
  );
  return error?.message ?? 'it was not refused';
}

test('a server that may evict keys is refused, with the remedy', async () => {
  const redis = await openRedis(server.url);
  await redis.commands.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await refusal(server.url)).toMatch(/maxmemory-policy allkeys-lru.*CONFIG SET maxmemory-policy noeviction/s);
  await redis.commands.config('SET', 'maxmemory-policy', 'noeviction');
  await redis.close();
});

test('what is wrong is said with the place and without the password', async () => {
  const password = new URL(server.url).password;
  const nobody = 'redis://:secret@127.0.0.1:1';
  expect(await refusal(nobody)).toMatch(/Redis at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
  expect(await refusal(server.url.replace(password, 'wrong'))).toMatch(/WRONGPASS/);
  for (const url of [nobody, server.url.replace(password, 'wrong')])
    expect(await refusal(url)).not.toMatch(/secret|wrong@|:wrong/);
  expect(await refusal('not a url')).toMatch(/REDIS_URL is not a URL/);
});

test('commands fail at once while the server is away, and go through once it is back', async () => {
  const redis = await openRedis(server.url);
  server.process.kill();
  await server.process.ended;
  for (let i = 0; i < 100 && redis.ready; i++) await sleep(20);
  expect(redis.ready).toBe(false);
  await expect(redis.commands.ping()).rejects.toThrow();
  server = await start();
  for (let i = 0; i < 500 && !redis.ready; i++) await sleep(20);
  expect(await redis.commands.ping()).toBe('PONG');
  await redis.close();
});
