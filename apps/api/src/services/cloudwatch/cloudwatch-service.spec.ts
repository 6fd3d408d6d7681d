import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { createWire } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { openPostgres, type PostgresConnection, PostgresInvocationHistory, PostgresMinuteRows } from '@hearth/postgres';
import { type InvocationRecord, MinuteMetrics } from '@hearth/telemetry';
import { type TestDatabase, testDatabase } from '../../../../../tests/kit/database.js';
import { serveWire } from '../../../../../tests/kit/wire-server.js';
import { cloudwatchService } from './cloudwatch-service.js';

const accountId = '000000000000';
const root: Principal = { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, uniqueId: accountId };
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const minute = 60_000;
/** So that everything counted lies in the last hours, as ListMetrics wants it. */
const start = Math.floor(Date.now() / (60 * minute)) * 60 * minute - 60 * minute;

let database: TestDatabase;
let postgres: PostgresConnection;
let server: Awaited<ReturnType<typeof serveWire>>;
let client: CloudWatchClient;
const asked: string[] = [];

const record = (atMinute: number, durationMilliseconds: number, changes: Partial<InvocationRecord> = {}): InvocationRecord => ({
  accountId,
  region: 'eu-central-1',
  functionId: 'id',
  functionName: 'greet',
  executedVersion: '$LATEST',
  endedAtMilliseconds: start + atMinute * minute,
  durationMilliseconds,
  billedMilliseconds: durationMilliseconds,
  memoryMegabytes: 128,
  maxMemoryUsedMegabytes: 64,
  failed: false,
  ...changes,
});

beforeAll(async () => {
  database = await testDatabase();
  postgres = openPostgres(database.url);
  const metrics = new MinuteMetrics(new PostgresMinuteRows(postgres.pool));
  for (const duration of [10, 20, 30]) metrics.record(record(0, duration));
  metrics.record(record(1, 1000, { failed: true, qualifier: 'live', executedVersion: '2' }));
  metrics.record(record(7, 5));
  await metrics.drain();
  const wire = createWire<Principal>({
    services: [cloudwatchService(new PostgresInvocationHistory(postgres.pool))],
    accessKeys: { find: async () => ({ kind: 'found', credentials: { ...key, principal: root } }) },
    authorizer: {
      authorize: async ({ action }) => {
        asked.push(action);
        return { kind: 'allow' };
      },
    },
    onFault: ({ error }) => console.error(error),
  });
  server = await serveWire(wire);
  client = new CloudWatchClient({ endpoint: server.url, region: 'eu-central-1', credentials: key, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await postgres.close();
  await database.drop();
});

const dimensions = (of: Record<string, string>) => Object.entries(of).map(([Name, Value]) => ({ Name, Value }));
const range = { StartTime: new Date(start), EndTime: new Date(start + 10 * minute) };

async function data(MetricName: string, Stat: string, of: Record<string, string> = {}, rest: Partial<MetricStat> = {}) {
  const Metric = { Namespace: 'AWS/Lambda', MetricName, Dimensions: dimensions(of), ...rest.Metric };
  const query = { Id: 'q', MetricStat: { Period: 60, Stat, ...rest, Metric } };
  const answer = await client.send(
    new GetMetricDataCommand({ ...range, MetricDataQueries: [query], ScanBy: 'TimestampAscending' }),
  );
  const [result] = answer.MetricDataResults!;
  return result!.Timestamps!.map((at, i) => [(at.getTime() - start) / minute, result!.Values![i]!]);
}

test('GetMetricData answers each statistic by minute, from what was recorded', async () => {
  expect(await data('Invocations', 'Sum')).toEqual([
    [0, 3],
    [1, 1],
    [7, 1],
  ]);
  expect(await data('Errors', 'Average')).toEqual([
    [0, 0],
    [1, 1],
    [7, 0],
  ]);
  expect(await data('Duration', 'Average')).toEqual([
    [0, 20],
    [1, 1000],
    [7, 5],
  ]);
  expect(await data('Duration', 'Maximum', {}, { Period: 300 })).toEqual([
    [0, 1000],
    [5, 5],
  ]);
  const [[, p50]] = (await data('Duration', 'p50')) as [[number, number]];
  expect(Math.abs(p50 / 20 - 1)).toBeLessThan(0.011);
});

test('dimensions choose a function, an alias and a version of it', async () => {
  expect(await data('Invocations', 'Sum', { FunctionName: 'greet' }, { Period: 600 })).toEqual([[0, 5]]);
  expect(await data('Invocations', 'Sum', { FunctionName: 'greet', Resource: 'greet:live' })).toEqual([[1, 1]]);
  expect(await data('Invocations', 'Sum', { FunctionName: 'greet', Resource: 'greet:live', ExecutedVersion: '3' })).toEqual([]);
});

test('other namespaces, metrics and dimensions are empty, not errors', async () => {
  expect(await data('Invocations', 'Sum', { InstanceId: 'i-1' })).toEqual([]);
  expect(await data('CPUUtilization', 'Sum')).toEqual([]);
  expect(await data('Invocations', 'Sum', {}, { Metric: { Namespace: 'AWS/EC2', MetricName: 'Invocations' } })).toEqual([]);
  expect(await data('constructor', 'Sum')).toEqual([]);
});

test('an answer is cut at MaxDatapoints and goes on with its token', async () => {
  const queries = ['a', 'b'].map((Id) => ({
    Id,
    MetricStat: { Period: 60, Stat: 'Sum', Metric: { Namespace: 'AWS/Lambda', MetricName: 'Invocations' } },
  }));
  const values: number[][] = [[], []];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: queries,
        MaxDatapoints: 2,
        ScanBy: 'TimestampAscending',
        NextToken,
      }),
    );
    for (const [i, result] of page.MetricDataResults!.entries()) values[i]!.push(...result.Values!);
    NextToken = page.NextToken;
    pages++;
  } while (NextToken);
  expect(values).toEqual([
    [3, 1, 1],
    [3, 1, 1],
  ]);
  expect(pages).toBe(3);
});

test('GetMetricStatistics answers several statistics of a point at once', async () => {
  const input = {
    ...range,
    Namespace: 'AWS/Lambda',
    MetricName: 'Duration',
    Period: 60,
    Dimensions: dimensions({ FunctionName: 'greet' }),
  };
  const { Datapoints, Label } = await client.send(
    new GetMetricStatisticsCommand({ ...input, Statistics: ['Sum', 'SampleCount'], ExtendedStatistics: ['p99'] }),
  );
  expect(Label).toBe('Duration');
  expect(Datapoints![0]).toEqual({
    Timestamp: new Date(start),
    Sum: 60,
    SampleCount: 3,
    Unit: 'Milliseconds',
    ExtendedStatistics: { p99: expect.any(Number) },
  });
  expect(Datapoints).toHaveLength(3);
});

test('GetMetricStatistics refuses more than 1,440 points as AWS does', async () => {
  const input = {
    StartTime: new Date(0),
    EndTime: new Date(2880 * minute),
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Period: 60,
  };
  await expect(client.send(new GetMetricStatisticsCommand({ ...input, Statistics: ['Sum'] }))).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message: expect.stringContaining('up to 2,880 datapoints, which exceeds the limit of 1,440'),
  });
});

test('a period that is no multiple of a minute, a time that ends before it starts and metric math are refused', async () => {
  await expect(data('Errors', 'Sum', {}, { Period: 90 })).rejects.toThrow('multiple of 60');
  const backwards = { StartTime: range.EndTime, EndTime: range.StartTime };
  const stat = { Id: 'q', MetricStat: { Period: 60, Stat: 'Sum', Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' } } };
  await expect(client.send(new GetMetricDataCommand({ ...backwards, MetricDataQueries: [stat] }))).rejects.toThrow(
    'must be less than',
  );
  await expect(
    client.send(new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'q', Expression: '1' }] })),
  ).rejects.toThrow('Expressions are not supported');
});

test('ListMetrics names each metric under each set of dimensions it can be asked for', async () => {
  const { Metrics } = await client.send(new ListMetricsCommand({ MetricName: 'Errors', RecentlyActive: 'PT3H' }));
  expect(Metrics!.map((metric) => metric.Dimensions!.map(({ Value }) => Value))).toEqual([
    [],
    ['greet'],
    ['greet', 'greet'],
    ['greet', 'greet:live'],
    ['greet', 'greet:live', '2'],
  ]);
  const filtered = await client.send(new ListMetricsCommand({ Dimensions: [{ Name: 'ExecutedVersion' }] }));
  expect(filtered.Metrics).toHaveLength(5);
});

test('each operation asks for its own permission', async () => {
  expect(new Set(asked)).toEqual(
    new Set(['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics']),
  );
});
