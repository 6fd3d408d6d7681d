import { type InvocationRecord, MinuteMetrics, percentile } from '@hearth/telemetry';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresInvocationHistory } from './postgres-invocation-history.js';
import { PostgresMinuteRows } from './postgres-minute-rows.js';

let database: TestDatabase;
let postgres: PostgresConnection;
beforeAll(async () => {
  database = await testDatabase();
  postgres = openPostgres(database.url);
});
beforeEach(() => postgres.pool.query('TRUNCATE minute_metrics'));
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

const noon = Date.UTC(2026, 10, 21, 12);
const record = (minute: number, durationMilliseconds: number, changes: Partial<InvocationRecord> = {}): InvocationRecord => ({
  accountId: '000000000000',
  region: 'us-east-1',
  functionId: 'id',
  functionName: 'greet',
  executedVersion: '$LATEST',
  endedAtMilliseconds: noon + minute * 60_000,
  durationMilliseconds,
  billedMilliseconds: Math.ceil(durationMilliseconds),
  memoryMegabytes: 128,
  maxMemoryUsedMegabytes: 64,
  failed: false,
  ...changes,
});
const history = () => new PostgresInvocationHistory(postgres.pool);
const query = (periodSeconds: number) => ({
  accountId: '000000000000',
  region: 'us-east-1',
  from: new Date(noon),
  to: new Date(noon + 3_600_000),
  periodSeconds,
});

async function recordAll(...records: readonly InvocationRecord[]): Promise<void> {
  const metrics = new MinuteMetrics(new PostgresMinuteRows(postgres.pool), () => noon);
  for (const each of records) metrics.record(each);
  await metrics.drain();
}

test('what two processes counted of one minute adds up, percentiles included', async () => {
  await recordAll(record(0, 1.5), record(0, 100));
  await recordAll(record(0, 10, { failed: true }), record(0, 10));
  const [point, ...others] = await history().points(query(60));
  expect(others).toEqual([]);
  expect(point).toMatchObject({
    start: new Date(noon),
    invocations: 4,
    errors: 1,
    throttles: 0,
    signatureErrors: 0,
    billedMilliseconds: 122,
    durationSumMilliseconds: 121.5,
    durationMinMilliseconds: 1.5,
    durationMaxMilliseconds: 100,
  });
  expect(percentile(point!.durations, 75)).toBeCloseTo(10, 0);
});

test('periods start at multiples of their length and hold all of their minutes', async () => {
  await recordAll(record(1, 1), record(4, 1), record(5, 1), record(59, 1));
  const points = await history().points(query(300));
  expect(points.map(({ start, invocations }) => [(start.getTime() - noon) / 60_000, invocations])).toEqual([
    [0, 2],
    [5, 1],
    [55, 1],
  ]);
});

test('a function, an alias and a version are told apart, and so are accounts and regions', async () => {
  await recordAll(
    record(0, 1),
    record(0, 1, { qualifier: 'live', executedVersion: '2' }),
    record(0, 1, { functionId: 'id-2', functionName: 'other' }),
    record(0, 1, { functionId: 'id-3', accountId: '111111111111' }),
    record(0, 1, { functionId: 'id-4', region: 'eu-central-1' }),
  );
  const count = async (of: object) => (await history().points({ ...query(60), ...of }))[0]?.invocations ?? 0;
  expect(await count({})).toBe(3);
  expect(await count({ functionName: 'greet' })).toBe(2);
  expect(await count({ functionName: 'greet', resource: 'greet' })).toBe(1);
  expect(await count({ functionName: 'greet', resource: 'greet:live', executedVersion: '2' })).toBe(1);
  expect(await count({ functionName: 'nothing' })).toBe(0);
  expect(await history().resources('000000000000', 'us-east-1', new Date(noon))).toEqual([
    { functionName: 'greet', resource: 'greet', executedVersion: '$LATEST' },
    { functionName: 'greet', resource: 'greet:live', executedVersion: '2' },
    { functionName: 'other', resource: 'other', executedVersion: '$LATEST' },
  ]);
});

test('a minute with a deployment alone counts its missing signature', async () => {
  const metrics = new MinuteMetrics(new PostgresMinuteRows(postgres.pool), () => noon);
  metrics.recordSignatureError(record(0, 0));
  await metrics.drain();
  const [point] = await history().points(query(60));
  expect(point).toMatchObject({ signatureErrors: 1, invocations: 0 });
});

test('a minute with throttles alone has no durations', async () => {
  const metrics = new MinuteMetrics(new PostgresMinuteRows(postgres.pool), () => noon);
  metrics.recordThrottle(record(0, 0));
  await metrics.drain();
  const [point] = await history().points(query(60));
  expect(point).toMatchObject({ throttles: 1, invocations: 0, durationMinMilliseconds: undefined });
  expect(point!.durations.size).toBe(0);
});

test('maintenance forgets what is older than 15 days and nothing younger', async () => {
  const now = Date.now();
  const day = 86_400_000;
  await recordAll(record(0, 1, { endedAtMilliseconds: now - 16 * day }), record(0, 1, { endedAtMilliseconds: now - 14 * day }));
  await new PostgresMinuteRows(postgres.pool).maintain();
  const { rows } = await postgres.pool.query('SELECT FROM minute_metrics');
  expect(rows).toHaveLength(1);
});
