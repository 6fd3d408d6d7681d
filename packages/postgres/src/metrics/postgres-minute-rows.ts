import type { MinuteRow, MinuteRows } from '@hearth/telemetry';
import type pg from 'pg';

const columns = [
  'id',
  'account_id',
  'region',
  'function_id',
  'function_name',
  'resource',
  'executed_version',
  'minute',
  'invocations',
  'errors',
  'throttles',
  'billed_ms',
  'duration_sum_ms',
  'duration_min_ms',
  'duration_max_ms',
  'duration_buckets',
  'duration_counts',
  'signature_errors',
];
const counted = columns.slice(columns.indexOf('invocations'));
/** As CloudWatch keeps points of one minute. */
const daysKept = 15;

const save = {
  name: 'minute-metrics.save',
  text: `INSERT INTO minute_metrics SELECT * FROM json_populate_recordset(NULL::minute_metrics, $1)
    ON CONFLICT (id) DO UPDATE SET ${counted.map((column) => `${column} = excluded.${column}`).join(', ')}`,
};

/** Minute rows in Postgres: one statement for many, and the same row again is the same row. */
export class PostgresMinuteRows implements MinuteRows {
  constructor(private readonly pool: pg.Pool) {}

  async save(rows: readonly MinuteRow[]): Promise<void> {
    await this.pool.query({ ...save, values: [JSON.stringify(rows.map(record))] });
  }

  /** Forgets what is older than 15 days. */
  async maintain(): Promise<void> {
    await this.pool.query('DELETE FROM minute_metrics WHERE minute < now() - make_interval(days => $1)', [daysKept]);
  }
}

function record(row: MinuteRow): Record<string, unknown> {
  return {
    id: row.id,
    account_id: row.accountId,
    region: row.region,
    function_id: row.functionId,
    function_name: row.functionName,
    resource: row.resource,
    executed_version: row.executedVersion,
    minute: row.minute,
    invocations: row.invocations,
    errors: row.errors,
    throttles: row.throttles,
    signature_errors: row.signatureErrors,
    billed_ms: row.billedMilliseconds,
    duration_sum_ms: row.durationSumMilliseconds,
    duration_min_ms: row.durationMinMilliseconds,
    duration_max_ms: row.durationMaxMilliseconds,
    duration_buckets: [...row.durations.keys()],
    duration_counts: [...row.durations.values()],
  };
}
