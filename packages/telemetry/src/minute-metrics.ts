import { randomUUID } from 'node:crypto';
import { bucketOf } from './duration-histogram.js';
import type { InvocationMetrics, InvocationRecord, MeteredFunction } from './invocation-record.js';
import type { MinuteRow, MinuteRows } from './minute-row.js';

const minuteMilliseconds = 60_000;
const flushMilliseconds = 1000;
const rowsPerSave = 500;

/**
 * Adds invocations up by the minute and stores the sums every second. A killed process loses its last second, and an outage of the store
 * loses nothing: rows wait in memory. Rows are stored whole, never as differences, so a save that is repeated counts nothing twice.
 */
export class MinuteMetrics implements InvocationMetrics {
  private readonly rows = new Map<string, MinuteRow>();
  private readonly unsaved = new Set<MinuteRow>();
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: MinuteRows,
    private readonly nowMilliseconds: () => number = Date.now,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.flush().catch(() => {}), flushMilliseconds);
  }

  record(record: InvocationRecord): void {
    const row = this.rowOf(record, record.executedVersion, record.endedAtMilliseconds);
    const duration = record.durationMilliseconds;
    row.invocations++;
    if (record.failed) row.errors++;
    row.billedMilliseconds += record.billedMilliseconds;
    row.durationSumMilliseconds += duration;
    row.durationMinMilliseconds = Math.min(row.durationMinMilliseconds ?? duration, duration);
    row.durationMaxMilliseconds = Math.max(row.durationMaxMilliseconds ?? duration, duration);
    const bucket = bucketOf(duration);
    row.durations.set(bucket, (row.durations.get(bucket) ?? 0) + 1);
  }

  recordThrottle(throttle: MeteredFunction): void {
    this.rowOf(throttle, '', this.nowMilliseconds()).throttles++;
  }

  recordSignatureError(deployed: MeteredFunction): void {
    this.rowOf(deployed, '', this.nowMilliseconds()).signatureErrors++;
  }

  /** Resolves once everything recorded before the call is stored. */
  flush(): Promise<void> {
    const saved = this.saving.catch(() => {}).then(() => this.save());
    this.saving = saved;
    return saved;
  }

  /** Stores what is left. Rejects when the store is away. */
  async drain(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async save(): Promise<void> {
    while (this.unsaved.size > 0) {
      const rows = [...this.unsaved].slice(0, rowsPerSave);
      for (const row of rows) this.unsaved.delete(row);
      try {
        await this.store.save(rows);
      } catch (error) {
        for (const row of rows) this.unsaved.add(row);
        throw error;
      }
    }
    this.forgetPast();
  }

  private forgetPast(): void {
    const oldest = this.nowMilliseconds() - 2 * minuteMilliseconds;
    for (const [key, row] of this.rows) {
      if (row.minute.getTime() < oldest && !this.unsaved.has(row)) this.rows.delete(key);
    }
  }

  private rowOf(of: MeteredFunction, executedVersion: string, atMilliseconds: number): MinuteRow {
    const minute = Math.floor(atMilliseconds / minuteMilliseconds) * minuteMilliseconds;
    const resource = of.qualifier === undefined ? of.functionName : `${of.functionName}:${of.qualifier}`;
    const key = `${of.functionId} ${resource} ${executedVersion} ${minute}`;
    const row = this.rows.get(key) ?? newRow(of, resource, executedVersion, new Date(minute));
    this.rows.set(key, row);
    this.unsaved.add(row);
    return row;
  }
}

function newRow(
  { accountId, region, functionId, functionName }: Pick<InvocationRecord, 'accountId' | 'region' | 'functionId' | 'functionName'>,
  resource: string,
  executedVersion: string,
  minute: Date,
): MinuteRow {
  return {
    id: randomUUID(),
    accountId,
    region,
    functionId,
    functionName,
    resource,
    executedVersion,
    minute,
    invocations: 0,
    errors: 0,
    throttles: 0,
    signatureErrors: 0,
    billedMilliseconds: 0,
    durationSumMilliseconds: 0,
    durationMinMilliseconds: undefined,
    durationMaxMilliseconds: undefined,
    durations: new Map(),
  };
}
