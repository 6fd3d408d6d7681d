import { setTimeout as sleep } from 'node:timers/promises';
import { BullEventHints, openRedis } from '@hearth/redis';
import { eventually, Ledger } from './ledger.js';
import { type Child, startChild } from './processes/child.js';
import { Servers } from './servers.js';

let servers: Servers;
let ledger: Ledger;
const children: Child[] = [];
const settings = () => ({ postgresUrl: servers.postgresUrl, redisUrl: servers.redisUrl });

async function startWorker(): Promise<Child> {
  const worker = await startChild('worker', settings());
  children.push(worker);
  return worker;
}

beforeAll(async () => {
  servers = await Servers.start();
}, 60_000);
beforeEach(async () => {
  ledger = await Ledger.open(servers.postgresUrl);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await child.ended;
  }
  await ledger.postgres.close();
});
afterAll(() => servers.stop(), 60_000);

/** Part of the key of every hint, as `2026-11-`. */
const thisMonth = new Date().toISOString().slice(0, 8);
const succeeded = (id: string) => async () => (await ledger.event(id)).state === 'succeeded';
const ran = (id: string) => async () => (await ledger.runs(id)).length > 0;

test('an event whose API process died between commit and hint runs within 5 s', async () => {
  await startWorker();
  const id = await ledger.addWithoutHint({ does: 'succeed' });
  await eventually('the event succeeds', 5, succeeded(id));
  expect(await ledger.event(id)).toMatchObject({ attempts: 0, fence: 1 });
}, 60_000);

test('a function is told once of an object whose API process died between commit and hint', async () => {
  const writer = await startChild('object-writer', settings());
  children.push(writer);
  await writer.ended;
  const objects = await ledger.query<{ count: number }>('SELECT count(*)::int FROM s3_objects');
  const told = await ledger.query<{ id: string }>(
    `SELECT id FROM events WHERE convert_from(payload, 'UTF8')::json #>> '{Records,0,eventName}' = 'ObjectCreated:Put'`,
  );
  expect([objects[0]!.count, told.length]).toEqual([1, 1]);
  await startWorker();
  await eventually('the function is told', 5, succeeded(told[0]!.id));
  expect(await ledger.runs(told[0]!.id)).toHaveLength(1);
}, 60_000);

test('an event whose worker is killed is run by another within 10 s, as the same attempt', async () => {
  const first = await startWorker();
  const id = await ledger.addWithoutHint({ does: 'succeed', milliseconds: 3000 });
  await eventually('the event runs', 5, ran(id));
  first.kill('SIGKILL');
  await startWorker();
  await eventually('it runs again', 10, async () => (await ledger.runs(id)).length === 2);
  await eventually('it succeeds', 10, succeeded(id));
  expect(await ledger.event(id)).toMatchObject({ attempts: 0, fence: 2 });
}, 60_000);

test('an event that kills its workers runs three times, the third time alone, and stays as a failed record', async () => {
  const id = await ledger.addWithoutHint({ does: 'kill its worker' });
  for (let death = 1; death <= 3; death++) {
    const worker = await startWorker();
    await worker.ended;
    expect(await ledger.runs(id)).toHaveLength(death);
  }
  await startWorker();
  await eventually('it is given up', 15, async () => (await ledger.event(id)).state === 'failed');
  expect(await ledger.event(id)).toMatchObject({ condition: 'WorkersDied', attempts: 0 });
  expect(await ledger.runs(id)).toHaveLength(3);
}, 90_000);

test('what a frozen worker finishes after its lease is refused, and the event has one ending', async () => {
  const frozen = await startWorker();
  const id = await ledger.addWithoutHint({ does: 'fail', milliseconds: 1000 });
  await eventually('the event runs', 5, ran(id));
  frozen.kill('SIGSTOP');
  await ledger.query(`UPDATE events SET payload = convert_to('{"does":"succeed"}', 'UTF8') WHERE id = $1`, [id]);
  await startWorker();
  await eventually('another worker ends it', 10, succeeded(id));
  frozen.kill('SIGCONT');
  await sleep(3000);
  expect(await ledger.event(id)).toMatchObject({ state: 'succeeded', fence: 2 });
}, 60_000);

test('an event that was hinted at 100 times runs once', async () => {
  const redis = await openRedis(servers.redisUrl);
  const hints = new BullEventHints(redis);
  const id = await ledger.addWithoutHint({ does: 'succeed', milliseconds: 500 });
  await sleep(300);
  const [hint] = await ledger.events.due([0], 1);
  await hints.refill(Array.from({ length: 100 }, (_, fence) => ({ ...hint!, fence })));
  await Promise.all([startWorker(), startWorker()]);
  await eventually('it succeeds', 10, succeeded(id));
  await sleep(1000);
  expect(await ledger.runs(id)).toHaveLength(1);
  await hints.close();
  await redis.close();
}, 60_000);

test('a worker that is asked to end gives its events back uncounted', async () => {
  const ending = await startWorker();
  const id = await ledger.addWithoutHint({ does: 'succeed', milliseconds: 5000 });
  await eventually('the event runs', 5, ran(id));
  ending.kill('SIGTERM');
  await ending.ended;
  expect(await ledger.event(id)).toMatchObject({ state: 'waiting', worker_deaths: 0, attempts: 0 });
}, 60_000);

test('an event of a function that was deleted is given up with that as the reason', async () => {
  await startWorker();
  const id = await ledger.addWithoutHint({ does: 'succeed' }, 'deleted');
  await eventually('it is given up', 5, async () => (await ledger.event(id)).state === 'failed');
  expect(await ledger.event(id)).toMatchObject({
    condition: 'FunctionDeleted',
    error_message: expect.stringContaining('not found'),
  });
}, 60_000);

test('workers go on within 10 s after Redis was killed and its data erased', async () => {
  await startWorker();
  const before = await ledger.addWithoutHint({ does: 'succeed' });
  await eventually('an event succeeds', 5, succeeded(before));
  await servers.eraseRedis();
  const after = await ledger.addWithoutHint({ does: 'succeed' });
  await eventually('the next one succeeds', 10, succeeded(after));
}, 60_000);

test('workers go on within 10 s after Postgres was killed, and keep what they were running', async () => {
  await startWorker();
  const id = await ledger.addWithoutHint({ does: 'succeed', milliseconds: 4000 });
  await eventually('the event runs', 5, ran(id));
  await servers.crashPostgres();
  await eventually('it succeeds', 20, succeeded(id));
  expect(await ledger.runs(id)).toHaveLength(1);
  const next = await ledger.addWithoutHint({ does: 'succeed' });
  await eventually('the next one succeeds', 10, succeeded(next));
}, 60_000);

test('without faults each of 300 events runs once, and Redis keeps nothing of them', async () => {
  await Promise.all([startWorker(), startWorker()]);
  const acceptor = await startChild('acceptor', { ...settings(), clients: 8, pauseMilliseconds: 10, deed: { does: 'succeed' } });
  children.push(acceptor);
  await eventually('300 are acknowledged', 30, () => acceptor.lines.length >= 300);
  acceptor.kill('SIGKILL');
  await acceptor.ended;
  await eventually('all have succeeded', 20, async () => (await ledger.unfinished(acceptor.lines)) === 0);
  expect(await ledger.runsAgain()).toBe(0);
  const redis = await openRedis(servers.redisUrl);
  await eventually('their hints are gone', 5, async () => (await redis.commands.keys(`*${thisMonth}*`)).length === 0);
  await redis.close();
}, 60_000);

test('while Redis hangs events are still acknowledged, and they run when it is back', async () => {
  await startWorker();
  const acceptor = await startChild('acceptor', { ...settings(), clients: 4, pauseMilliseconds: 5, deed: { does: 'succeed' } });
  children.push(acceptor);
  await servers.freezeRedisDuring(async () => {
    const before = acceptor.lines.length;
    await eventually('200 more are acknowledged', 10, () => acceptor.lines.length >= before + 200);
  });
  acceptor.kill('SIGKILL');
  await acceptor.ended;
  await eventually('all have succeeded', 20, async () => (await ledger.unfinished(acceptor.lines)) === 0);
}, 60_000);
