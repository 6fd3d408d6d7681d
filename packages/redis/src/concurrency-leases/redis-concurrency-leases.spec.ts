import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConcurrencyDemand } from '@hearth/lambda';
import { openRedis, type RedisConnection } from '../connection.js';
import { RedisConcurrencyLeases } from './redis-concurrency-leases.js';

const url = process.env.HEARTH_TEST_REDIS_URL!;
let keyPrefix: string;
let opened: RedisConnection[];
let started: RedisConcurrencyLeases[];
beforeEach(() => {
  keyPrefix = `hearth-test-${randomUUID()}:`;
  opened = [];
  started = [];
});
afterEach(async () => {
  for (const leases of started) await leases.stop();
  for (const redis of opened) await redis.close();
});

/** One process, as far as the ledger knows. */
async function member(running?: () => readonly string[]): Promise<{ leases: RedisConcurrencyLeases; redis: RedisConnection }> {
  const redis = await openRedis(url, { keyPrefix });
  opened.push(redis);
  const leases = new RedisConcurrencyLeases(redis, running);
  started.push(leases);
  await leases.start();
  return { leases, redis };
}

const demand = (changes: Partial<ConcurrencyDemand> = {}): ConcurrencyDemand => ({
  accountId: '111111111111',
  region: 'us-east-1',
  functionId: 'f',
  configurationId: 'c',
  reserved: 3,
  unreserved: 100,
  allocated: new Map(),
  ...changes,
});

interface Holding {
  readonly leaseId: string;
  /** Resolves once the unit is on its way back. */
  letGo(): Promise<void>;
  fail(): void;
}

/** Holds a unit until it is told to let go; undefined when there is none. */
async function tryToHold(leases: RedisConcurrencyLeases, wanted = demand()): Promise<Holding | undefined> {
  return new Promise((begun) => {
    const ended = leases.hold(
      wanted,
      (leaseId) =>
        new Promise<void>((resolve, reject) => {
          const letGo = async () => {
            resolve();
            await ended;
          };
          begun({ leaseId, letGo, fail: () => reject(new Error('the worker was lost')) });
        }),
    );
    ended.then(
      () => begun(undefined),
      () => {},
    );
  });
}

async function holding(leases: RedisConcurrencyLeases, wanted = demand()): Promise<Holding> {
  const held = await tryToHold(leases, wanted);
  if (!held) throw new Error('There was no unit');
  return held;
}

const isThrottled = async (leases: RedisConcurrencyLeases, wanted = demand()) =>
  (await leases.hold(wanted, async () => {})).kind === 'throttled';

test('no two processes together ever hold more than the reservation, and every unit is found again', async () => {
  const members = await Promise.all([member(), member()]);
  let running = 0;
  let most = 0;
  let done = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(Math.random() * 5);
    running--;
    done++;
  };
  const callers = Array.from({ length: 200 }, async (_, at) => {
    while ((await members[at % 2]!.leases.hold(demand(), work)).kind === 'throttled') await sleep(2);
  });
  await Promise.all(callers);
  expect({ most, done }).toEqual({ most: 3, done: 200 });
  expect(await opened[0]!.commands.hlen(`${keyPrefix}{leases}:f:f`)).toBe(0);
}, 60_000);

test('a function without a reservation takes what is left to all such functions', async () => {
  const { leases } = await member();
  const other = demand({ functionId: 'other', reserved: undefined, unreserved: 2 });
  const [first] = [await holding(leases, other), await holding(leases, demand({ reserved: undefined, unreserved: 2 }))];
  expect(await isThrottled(leases, demand({ reserved: undefined, unreserved: 2 }))).toBe(true);
  expect(await isThrottled(leases)).toBe(false);
  await first.letGo();
  expect(await isThrottled(leases, demand({ reserved: undefined, unreserved: 2 }))).toBe(false);
}, 30_000);

test('a function that is switched off is refused without asking anybody', async () => {
  const { leases, redis } = await member();
  await redis.close();
  expect(await isThrottled(leases, demand({ reserved: 0 }))).toBe(true);
});

test('units that are provisioned for one version are left to it, and it goes on with the others beyond them', async () => {
  const { leases } = await member();
  const allocated = new Map([['c', 1]]);
  const provisioned = demand({ reserved: 2, allocated });
  const latest = demand({ reserved: 2, allocated, configurationId: 'latest' });
  const first = await holding(leases, latest);
  expect(await isThrottled(leases, latest)).toBe(true);
  const second = await holding(leases, provisioned);
  expect(await isThrottled(leases, provisioned)).toBe(true);
  await first.letGo();
  const third = await holding(leases, provisioned);
  expect(await isThrottled(leases, latest)).toBe(true);
  await second.letGo();
  await third.letGo();
}, 30_000);

test('what a dead process held comes free within ten seconds, except what a worker still runs', async () => {
  const dead = await member();
  const held = [await holding(dead.leases), await holding(dead.leases), await holding(dead.leases)];
  const running = new Set([held[0]!.leaseId]);
  const { leases } = await member(() => [...running]);
  expect(await isThrottled(leases)).toBe(true);
  await dead.redis.close();
  await sleep(7000);
  expect([await freeUnits(leases), running.size]).toEqual([2, 1]);
  running.clear();
  await sleep(7000);
  expect(await freeUnits(leases)).toBe(3);
}, 60_000);

test('the unit of an invocation whose worker was lost is kept until nobody reports it', async () => {
  const running = new Set<string>();
  const { leases } = await member(() => [...running]);
  const lost = await holding(leases, demand({ reserved: 1 }));
  running.add(lost.leaseId);
  lost.fail();
  await sleep(7000);
  expect(await isThrottled(leases, demand({ reserved: 1 }))).toBe(true);
  running.clear();
  await sleep(7000);
  expect(await isThrottled(leases, demand({ reserved: 1 }))).toBe(false);
}, 60_000);

test('a ledger that came back empty grants nothing before everybody has said what they hold', async () => {
  const [here, there] = [await member(), await member()];
  const held = [await holding(here.leases), await holding(there.leases), await holding(there.leases)];
  const keys = await here.redis.commands.keys(`${keyPrefix}*`);
  await here.redis.commands.del(...keys);
  expect(await isThrottled(here.leases)).toBe(true);
  await held[0]!.letGo();
  expect(await isThrottled(there.leases)).toBe(false);
}, 60_000);

async function freeUnits(leases: RedisConcurrencyLeases): Promise<number> {
  const held: Holding[] = [];
  for (let next = await tryToHold(leases); next; next = await tryToHold(leases)) held.push(next);
  for (const { letGo } of held) await letGo();
  return held.length;
}
