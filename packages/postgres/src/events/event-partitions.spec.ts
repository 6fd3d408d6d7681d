import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { EventPartitions } from './event-partitions.js';

let database: TestDatabase;
let postgres: PostgresConnection;
beforeEach(async () => {
  database = await testDatabase();
  postgres = openPostgres(database.url);
});
afterEach(async () => {
  await postgres.close();
  await database.drop();
});

async function insert(daysAgo: number, state: string, finishedDaysAgo: number | null): Promise<string> {
  const id = randomUUID();
  await postgres.pool.query(
    `INSERT INTO events (id, accepted_on, accepted_at, account_id, region, function_id, function_name, invoked_function_arn, shard, state, finished_at)
     VALUES ($1, (now() AT TIME ZONE 'UTC')::date - $2::int, now() - make_interval(days => $2), '000000000000', 'us-east-1', 'f', 'f', 'arn', 0, $3,
       now() - make_interval(days => $4))`,
    [id, daysAgo, state, finishedDaysAgo],
  );
  return id;
}

async function countIn(table: string): Promise<number> {
  const { rows } = await postgres.pool.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
  return rows[0]!.count;
}

async function partitions(): Promise<readonly string[]> {
  const { rows } = await postgres.pool.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = 'events'::regclass ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

test('there is a partition for today and each of the next seven days, however often maintenance runs', async () => {
  const maintenance = new EventPartitions(postgres.pool);
  await Promise.all([maintenance.maintain(), maintenance.maintain(), maintenance.maintain()]);
  await maintenance.maintain();
  const names = await partitions();
  expect(names).toHaveLength(9);
  expect(names).toContain(`d${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`);
  await insert(0, 'waiting', null);
  expect(await countIn('event_days.other')).toBe(0);
});

test('events accepted on days without a partition are moved to their own, and none is lost', async () => {
  for (let daysAgo = 0; daysAgo < 5; daysAgo++) await insert(daysAgo, 'waiting', null);
  expect(await countIn('event_days.other')).toBe(5);
  await new EventPartitions(postgres.pool).maintain();
  expect(await countIn('event_days.other')).toBe(0);
  expect(await countIn('events')).toBe(5);
});

test('a day is dropped 14 days later, unless an event of it still waits or was given up less than 14 days ago', async () => {
  const maintenance = new EventPartitions(postgres.pool);
  await insert(20, 'succeeded', 20);
  const [forgotten, lateFailure, young] = [
    await insert(40, 'waiting', null),
    await insert(30, 'failed', 1),
    await insert(14, 'succeeded', 14),
  ];
  await maintenance.maintain();
  const { rows } = await postgres.pool.query<{ id: string }>('SELECT id FROM events');
  expect(rows.map((row) => row.id).sort()).toEqual([forgotten, lateFailure, young].sort());
  expect(await partitions()).toHaveLength(9 + 3);
});

test('maintenance whose connection Postgres ends fails alone, and leaves nothing locked', async () => {
  const locker = await postgres.pool.connect();
  await locker.query('BEGIN; LOCK TABLE event_days.other');
  const other = openPostgres(database.url, { applicationName: 'maintenance' });
  const failed = new EventPartitions(other.pool).maintain().catch((error: Error) => error);
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'maintenance' AND wait_event_type = 'Lock'`;
  for (let ended = 0; ended === 0; ) ended = (await postgres.pool.query(end)).rowCount ?? 0;
  expect((await failed)?.message).toContain('terminating connection');
  await locker.query('ROLLBACK');
  locker.release();
  await new EventPartitions(postgres.pool).maintain();
  expect(await partitions()).toHaveLength(9);
  await other.close();
});

test('maintenance gives way to a table that is locked for long', async () => {
  const locker = await postgres.pool.connect();
  await locker.query('BEGIN; LOCK TABLE event_days.other');
  await expect(new EventPartitions(postgres.pool).maintain()).rejects.toThrow('lock timeout');
  await locker.query('ROLLBACK');
  locker.release();
});
