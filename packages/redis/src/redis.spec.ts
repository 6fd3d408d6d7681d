import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerAnnouncement } from '@hearth/lambda';
import { openRedis, RedisBroadcast, type RedisConnection, RedisWorkerDirectory } from './index.js';

const url = process.env.HEARTH_TEST_REDIS_URL!;
const keyPrefix = `hearth-test-${randomUUID()}:`;
let redis: RedisConnection;
beforeAll(async () => {
  redis = await openRedis(url, { keyPrefix });
});
afterAll(() => redis.close());

const worker = (id: string): WorkerAnnouncement => ({
  id,
  address: `/run/${id}.sock`,
  runtimes: ['nodejs24.x'],
  sandboxDriver: 'crun',
  unenforced: [],
  memoryMegabytes: 1024,
  startedAtMilliseconds: 0,
});

describe('the worker directory', () => {
  test('lists a worker from its announcement until it withdraws', async () => {
    const directory = new RedisWorkerDirectory(redis);
    await directory.announce(worker('w1'));
    await directory.announce(worker('w2'));
    expect((await directory.list()).map((each) => each.id).sort()).toEqual(['w1', 'w2']);
    await directory.withdraw('w1');
    expect(await directory.list()).toEqual([worker('w2')]);
    await directory.withdraw('w2');
  });

  test('forgets a worker three seconds after its last announcement', async () => {
    const directory = new RedisWorkerDirectory(redis);
    await directory.announce(worker('mortal'));
    await sleep(3200);
    expect(await directory.list()).toEqual([]);
    expect(await redis.commands.smembers(`${keyPrefix}{workers}:ids`)).toEqual([]);
  });
});

describe('the broadcast', () => {
  test('reaches every listener of its topic and no other, until it unsubscribes', async () => {
    const [here, there] = [new RedisBroadcast(redis), new RedisBroadcast(redis)];
    const heard: string[] = [];
    const stop = await here.subscribe('functions', (message) => heard.push(`here ${message}`));
    await there.subscribe('functions', (message) => heard.push(`there ${message}`));
    await there.subscribe('policies', (message) => heard.push(`wrong ${message}`));
    await here.publish('functions', 'f1');
    await until(() => heard.length === 2);
    stop();
    await here.publish('functions', 'f2');
    await until(() => heard.length === 3);
    expect(heard.sort()).toEqual(['here f1', 'there f1', 'there f2']);
    here.close();
    there.close();
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(10);
  if (!condition()) throw new Error('it never came to pass');
}
