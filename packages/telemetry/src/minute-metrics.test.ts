import type { InvocationRecord } from './invocation-record.js';
import { MinuteMetrics } from './minute-metrics.js';
import type { MinuteRow } from './minute-row.js';

const startMs = Date.UTC(2026, 10, 21, 12, 0, 30);
const record = (changes: Partial<InvocationRecord> = {}): InvocationRecord => ({
  accountId: '000000000000',
  region: 'us-east-1',
  functionId: 'id',
  functionName: 'greet',
  executedVersion: '$LATEST',
  endedAtMilliseconds: startMs,
  durationMilliseconds: 10,
  billedMilliseconds: 10,
  memoryMegabytes: 128,
  maxMemoryUsedMegabytes: 64,
  failed: false,
  ...changes,
});

/** Keeps rows by id, as a table does; fails while told to. */
class Table {
  readonly rows = new Map<string, MinuteRow>();
  away = false;

  async save(rows: readonly MinuteRow[]): Promise<void> {
    if (this.away) throw new Error('the table is away');
    for (const row of rows) this.rows.set(row.id, structuredClone(row));
  }

  get all(): readonly MinuteRow[] {
    return [...this.rows.values()];
  }
}

let table: Table;
let nowMs: number;
let metrics: MinuteMetrics;
beforeEach(() => {
  table = new Table();
  nowMs = startMs;
  metrics = new MinuteMetrics(table, () => nowMs);
});

test('invocations of one minute and version add up to one row', async () => {
  metrics.record(record());
  metrics.record(record({ durationMilliseconds: 30, billedMilliseconds: 31, failed: true }));
  await metrics.flush();
  expect(table.all).toMatchObject([
    {
      minute: new Date(Date.UTC(2026, 10, 21, 12, 0)),
      resource: 'greet',
      invocations: 2,
      errors: 1,
      throttles: 0,
      billedMilliseconds: 41,
      durationSumMilliseconds: 40,
      durationMinMilliseconds: 10,
      durationMaxMilliseconds: 30,
    },
  ]);
});

test('another minute, version or alias is another row', async () => {
  metrics.record(record());
  metrics.record(record({ endedAtMilliseconds: startMs + 60_000 }));
  metrics.record(record({ executedVersion: '2', qualifier: 'live' }));
  await metrics.flush();
  expect(table.all.map((row) => row.resource).sort()).toEqual(['greet', 'greet', 'greet:live']);
});

test('a row that is stored again and again counts nothing twice', async () => {
  for (let i = 0; i < 5; i++) {
    metrics.record(record());
    await metrics.flush();
  }
  expect(table.all.map((row) => row.invocations)).toEqual([5]);
});

test('while the store is away nothing is forgotten, also when minutes pass', async () => {
  table.away = true;
  metrics.record(record());
  await expect(metrics.flush()).rejects.toThrow('away');
  nowMs += 600_000;
  await expect(metrics.flush()).rejects.toThrow('away');
  table.away = false;
  metrics.record(record());
  await metrics.drain();
  expect(table.all.map((row) => row.invocations)).toEqual([2]);
});

test('a minute that comes again after a clock was set back adds to what is stored', async () => {
  metrics.record(record());
  nowMs += 600_000;
  await metrics.flush();
  metrics.record(record());
  await metrics.flush();
  expect(table.all.map((row) => row.invocations)).toEqual([1, 1]);
});

test('a deployment without a trusted signature is counted in the minute it happened in', async () => {
  metrics.recordSignatureError(record());
  await metrics.flush();
  expect(table.all).toMatchObject([{ signatureErrors: 1, invocations: 0, executedVersion: '' }]);
});

test('a throttle is counted in the minute it happened in, with nothing executed', async () => {
  metrics.recordThrottle(record());
  await metrics.flush();
  expect(table.all).toMatchObject([{ throttles: 1, invocations: 0, executedVersion: '' }]);
});
