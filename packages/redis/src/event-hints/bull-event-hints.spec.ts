import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventHint } from '@hearth/lambda';
import { BullEventHintConsumer, BullEventHints, openRedis, type RedisConnection } from '../index.js';

const url = process.env.HEARTH_TEST_REDIS_URL!;
let redis: RedisConnection;
let hints: BullEventHints;
beforeEach(async () => {
  redis = await openRedis(url, { keyPrefix: `hearth-test-${randomUUID()}:` });
  hints = new BullEventHints(redis);
});
afterEach(async () => {
  const keys = await redis.commands.keys(`${redis.keyPrefix}*`);
  if (keys.length > 0) await redis.commands.del(...keys);
  await hints.close();
  await redis.close();
});

const hint = (shard = 0, fence = 0): EventHint => ({ id: randomUUID(), acceptedOn: '2026-11-21', shard, fence });

function consume(handle: (hint: EventHint) => Promise<void>): BullEventHintConsumer {
  const consumer = new BullEventHintConsumer(redis, { concurrencyPerShard: 4 });
  consumer.start(handle);
  return consumer;
}

test('an offered hint reaches a consumer as it was sent, from every queue', async () => {
  const sent = Array.from({ length: 8 }, (_, shard) => hint(shard, shard));
  const received: EventHint[] = [];
  const consumer = consume(async (each) => void received.push(each));
  for (const each of sent) hints.offer(each);
  await until(() => received.length === sent.length);
  expect(received.sort((a, b) => a.shard - b.shard)).toEqual(sent);
  await consumer.drain(1000);
});

test('a hint offered 100 times while it waits is delivered once, and its next attempt is not taken for a double', async () => {
  const once = hint();
  await hints.refill(Array.from({ length: 100 }, () => once));
  await hints.refill([{ ...once, fence: 1 }]);
  const fences: number[] = [];
  const consumer = consume(async (each) => void fences.push(each.fence));
  await until(() => fences.length === 2);
  await sleep(200);
  expect(fences.sort()).toEqual([0, 1]);
  await consumer.drain(1000);
});

test('a queue takes no more than 128 waiting hints, however many are offered', async () => {
  await hints.rooms();
  for (let i = 0; i < 1000; i++) hints.offer(hint(3));
  await until(async () => (await hints.rooms())[3]!.room === 0);
  expect((await hints.rooms()).filter(({ room }) => room === 128)).toHaveLength(7);
});

test('a function with a full queue has its events sent to its other one', async () => {
  await hints.rooms();
  const first = hints.shardFor('function-a');
  for (let i = 0; i < 10; i++) hints.offer(hint(first));
  const second = hints.shardFor('function-a');
  expect(second).not.toBe(first);
  for (let i = 0; i < 20; i++) hints.offer(hint(second));
  expect(hints.shardFor('function-a')).toBe(first);
});

test('nothing of a handled hint stays in Redis', async () => {
  let handled = 0;
  const consumer = consume(async () => {
    handled++;
    if (handled % 2) throw new Error('a handler that fails');
  });
  await hints.refill(Array.from({ length: 20 }, () => hint()));
  await until(() => handled === 20);
  await consumer.drain(1000);
  const keys = await redis.commands.keys(`${redis.keyPrefix}*2026-11-21*`);
  expect(keys).toEqual([]);
});

test('a drain waits for the handlers that run and takes nothing new', async () => {
  let started = 0;
  let ended = 0;
  const consumer = consume(async () => {
    started++;
    await sleep(300);
    ended++;
  });
  await hints.refill(Array.from({ length: 20 }, () => hint()));
  await until(() => started === 4);
  await consumer.drain(5000);
  expect({ started, ended }).toEqual({ started: 4, ended: 4 });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await condition()) return;
    await sleep(10);
  }
  throw new Error('it never came to pass');
}
