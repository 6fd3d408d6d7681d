import { setTimeout as sleep } from 'node:timers/promises';
import type { ConcurrencyDemand } from '@hearth/lambda';
import { openRedis, RedisConcurrencyLeases, type RedisConnection } from '@hearth/redis';
import { Servers } from './servers.js';

let servers: Servers;
let opened: RedisConnection[] = [];
let started: RedisConcurrencyLeases[] = [];
beforeAll(async () => {
  servers = await Servers.start();
}, 60_000);
afterEach(async () => {
  for (const leases of started) await leases.stop();
  for (const redis of opened) await redis.close();
  opened = [];
  started = [];
});
afterAll(() => servers.stop());

/** One process, as far as the ledger knows. */
async function member(): Promise<RedisConcurrencyLeases> {
  const redis = await openRedis(servers.redisUrl);
  opened.push(redis);
  const leases = new RedisConcurrencyLeases(redis);
  started.push(leases);
  await leases.start();
  return leases;
}

const demand = (reserved: number | undefined): ConcurrencyDemand => ({
  accountId: '111111111111',
  region: 'us-east-1',
  functionId: reserved === undefined ? 'unreserved' : 'reserved',
  configurationId: 'c',
  reserved,
  unreserved: 100,
  allocated: new Map(),
});

test('Redis killed and back empty under load lets no reservation be exceeded, and no unit is lost', async () => {
  const members = [await member(), await member()];
  let running = 0;
  let most = 0;
  let done = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(300);
    running--;
    done++;
  };
  let isOver = false;
  const callers = Array.from({ length: 20 }, async (_, at) => {
    while (!isOver) {
      const held = await members[at % 2]!.hold(demand(4), work).catch(() => undefined);
      if (held?.kind !== 'held') await sleep(20);
    }
  });
  await sleep(2000);
  await servers.eraseRedis();
  const before = done;
  for (const deadline = Date.now() + 60_000; done < before + 40 && Date.now() < deadline; ) await sleep(100);
  isOver = true;
  await Promise.all(callers);
  expect({ most, goesOn: done >= before + 40 }).toEqual({ most: 4, goesOn: true });
  expect(await opened[0]!.commands.exists(`${opened[0]!.keyPrefix}{leases}:f:reserved`)).toBe(0);
}, 120_000);

test('while Redis answers nothing, functions without a reservation go on and reserved units are not granted', async () => {
  const leases = await member();
  await leases.hold(demand(undefined), async () => {});
  await servers.freezeRedisDuring(async () => {
    expect(await leases.hold(demand(undefined), async () => 'ran')).toEqual({ kind: 'held', result: 'ran' });
    await expect(leases.hold(demand(4), async () => 'ran')).rejects.toThrow('cannot be reached');
    expect((await leases.hold(demand(0), async () => 'ran')).kind).toBe('throttled');
  });
  expect(await leases.hold(demand(4), async () => 'ran')).toEqual({ kind: 'held', result: 'ran' });
}, 60_000);
