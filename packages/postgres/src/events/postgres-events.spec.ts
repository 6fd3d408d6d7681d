import { randomUUID } from 'node:crypto';
import type { ClaimedEvent, EventHint, NewEvent } from '@hearth/lambda';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresEventRecords } from './postgres-event-records.js';
import { PostgresEvents } from './postgres-events.js';

let database: TestDatabase;
let postgres: PostgresConnection;
let events: PostgresEvents;
beforeAll(async () => {
  database = await testDatabase();
  postgres = openPostgres(database.url);
  events = new PostgresEvents(postgres.pool);
  // Until then a server that has just started leaves every claim to the worker that held it before.
  await postgres.pool.query("SELECT pg_sleep(extract(epoch FROM pg_postmaster_start_time() + interval '3.1 s' - now()))");
});
beforeEach(() => postgres.pool.query('TRUNCATE events'));
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

const newEvent = (): NewEvent => ({
  id: randomUUID(),
  accountId: '000000000000',
  region: 'eu-central-1',
  functionId: 'function-id',
  functionName: 'greet',
  qualifier: 'live',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:greet:live',
  payload: Buffer.from('{"a":"\\u0000"}'),
  clientContext: '{"custom":{}}',
});

const add = (event = newEvent()): Promise<EventHint> => events.add(event, { kind: 'inline', bytes: event.payload }, 3);
async function claimed(hint: EventHint): Promise<ClaimedEvent> {
  return (await events.claim(hint))!;
}
/** Moves the row into the past instead of waiting. */
const age = (hint: EventHint) =>
  postgres.pool.query(`UPDATE events SET claimable_at = claimable_at - interval '1 minute' WHERE id = $1`, [hint.id]);
const recordOf = (hint: EventHint) => new PostgresEventRecords(postgres).find('000000000000', hint.id);

test('a claimed event is the accepted one, to the byte', async () => {
  const event = newEvent();
  const hint = await add(event);
  const { payload, ...rest } = event;
  expect(await claimed(hint)).toMatchObject({ ...rest, fence: 1, shard: 3, attempts: 0, setbacks: 0, workerDeaths: 0 });
  expect((await claimed({ ...hint, id: (await add({ ...event, id: randomUUID() })).id })).payload).toEqual({
    kind: 'inline',
    bytes: payload,
  });
});

test('an empty payload comes back as an empty one', async () => {
  const hint = await add({ ...newEvent(), payload: Buffer.alloc(0) });
  expect((await claimed(hint)).payload).toEqual({ kind: 'inline', bytes: Buffer.alloc(0) });
});

test('of 50 claims at once one gets the event', async () => {
  const hint = await add();
  const claims = await Promise.all(Array.from({ length: 50 }, () => events.claim(hint)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test('an event that never was cannot be claimed', async () => {
  expect(await events.claim({ id: randomUUID(), acceptedOn: '2020-01-01', shard: 0, fence: 0 })).toBeUndefined();
});

test('an event whose worker died is claimed by another, and only the new one can end it', async () => {
  const first = await claimed(await add());
  await age(first);
  const second = await claimed(first);
  expect(second).toMatchObject({ fence: 2, workerDeaths: 1, attempts: 0 });
  expect(await events.finish(first, { kind: 'succeeded' })).toBe(false);
  expect(await events.extend([first, second])).toEqual([first]);
  expect(await events.finish(second, { kind: 'succeeded' })).toBe(true);
  expect(await events.finish(second, { kind: 'failed', condition: 'WorkersDied' })).toBe(false);
  expect(await recordOf(first)).toMatchObject({ state: 'succeeded' });
});

test('a worker that renews in time keeps its event, even when its lease had run out', async () => {
  const claim = await claimed(await add());
  await age(claim);
  expect(await events.extend([claim])).toEqual([]);
  expect(await events.claim(claim)).toBeUndefined();
});

test('a retry is not due before its time and then counts what was used up', async () => {
  const first = await claimed(await add());
  const error = { code: 'Unhandled', message: 'boom' };
  await events.finish(first, { kind: 'retry', atMs: first.claimedAtMs + 60_000, counts: 'attempt', error });
  expect(await events.claim(first)).toBeUndefined();
  expect(await events.due([3], 10)).toEqual([]);
  await age(first);
  const second = await claimed(first);
  expect(second).toMatchObject({ attempts: 1, setbacks: 0, workerDeaths: 0 });
  await events.finish(second, { kind: 'retry', atMs: second.claimedAtMs, counts: 'setback', error });
  expect(await claimed(second)).toMatchObject({ attempts: 1, setbacks: 1 });
});

test('a released event is due at once and has lost nothing', async () => {
  const claim = await claimed(await add());
  await events.release([claim]);
  expect(await events.finish(claim, { kind: 'succeeded' })).toBe(false);
  expect(await claimed(claim)).toMatchObject({ attempts: 0, setbacks: 0, workerDeaths: 0, fence: 2 });
});

test('a given up event stays, with the reason and the last error', async () => {
  const claim = await claimed(await add());
  const error = { code: 'Unhandled', message: 'boom' };
  await events.finish(claim, { kind: 'failed', condition: 'RetriesExhausted', error });
  expect(await recordOf(claim)).toMatchObject({ state: 'failed', condition: 'RetriesExhausted', lastError: error, attempts: 1 });
  expect(await new PostgresEventRecords(postgres).ofFunction('function-id', 'failed', 10)).toHaveLength(1);
  expect(await new PostgresEventRecords(postgres).find('999999999999', claim.id)).toBeUndefined();
});

test('due events are found oldest first, in the asked shards, a bounded number of each', async () => {
  const old: EventHint[] = [];
  for (let i = 0; i < 5; i++) old.push(await add());
  for (const [i, hint] of old.entries()) {
    await postgres.pool.query(`UPDATE events SET claimable_at = now() - make_interval(secs => $2) WHERE id = $1`, [
      hint.id,
      100 - i,
    ]);
  }
  expect((await events.due([2, 3], 3)).map(({ id }) => id)).toEqual(old.slice(0, 3).map(({ id }) => id));
  expect(await events.due([2], 3)).toEqual([]);
});

test('an event that follows from another is accepted with its ending, or not at all', async () => {
  const hint = await add();
  const claim = await claimed(hint);
  const onward = { event: newEvent(), payload: { kind: 'inline' as const, bytes: Buffer.from('{}') } };
  const lost = { ...claim, fence: claim.fence + 1 };
  expect(await events.finish(lost, { kind: 'succeeded' }, onward)).toBe(false);
  expect(await recordOf({ ...hint, id: onward.event.id })).toBeUndefined();
  await expect(
    events.finish(claim, { kind: 'succeeded' }, { ...onward, event: { ...onward.event, id: 'no uuid' } }),
  ).rejects.toThrow();
  expect(await recordOf(hint)).toMatchObject({ state: 'running' });
  expect(await events.finish(claim, { kind: 'succeeded' }, onward)).toBe(true);
  expect(await recordOf(hint)).toMatchObject({ state: 'succeeded' });
  expect(await recordOf({ ...hint, id: onward.event.id })).toMatchObject({ state: 'waiting' });
});

test('what a function answered is there at the next attempt', async () => {
  const hint = await add();
  const response = { executedVersion: '7', functionError: 'Unhandled', payload: Buffer.from('"oh"') };
  const error = { code: 'Unhandled', message: 'oh' };
  const retry = { kind: 'retry' as const, atMs: 0, error };
  await events.finish(await claimed(hint), { ...retry, counts: 'attempt', response });
  await age(hint);
  const second = await claimed({ ...hint, fence: 1 });
  expect(second.lastResponse).toEqual(response);
  await events.finish(second, { ...retry, counts: 'setback' });
  await age(hint);
  expect((await claimed({ ...hint, fence: 2 })).lastResponse).toEqual(response);
});
