import type { InvocationHistory, MeteredResource, MetricPoint, MetricQuery } from '@hearth/telemetry';
import type pg from 'pg';

interface PointRow {
  readonly start: Date;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly signatures: number;
  readonly billed: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly buckets: readonly (readonly [number, number])[] | null;
}

/** `$7` seconds to a period; the histograms of a period are added up bucket by bucket. */
const points = `WITH rows AS (
    SELECT *, date_bin(make_interval(secs => $7), minute, 'epoch') AS start FROM minute_metrics
    WHERE account_id = $1 AND region = $2 AND minute >= $3 AND minute < $4 AND ($5::text IS NULL OR function_name = $5)
      AND ($6::text IS NULL OR resource = $6) AND ($8::text IS NULL OR executed_version = $8)
  ), histograms AS (
    SELECT start, json_agg(json_build_array(bucket, count)) AS buckets FROM (
      SELECT start, bucket, sum(count)::int AS count FROM rows, unnest(duration_buckets, duration_counts) AS counted(bucket, count)
      GROUP BY start, bucket
    ) AS merged GROUP BY start
  )
  SELECT start, sum(invocations)::int AS invocations, sum(errors)::int AS errors, sum(throttles)::int AS throttles,
    coalesce(sum(signature_errors), 0)::int AS signatures,
    sum(billed_ms)::float8 AS billed, sum(duration_sum_ms) AS sum, min(duration_min_ms) AS min, max(duration_max_ms) AS max,
    (SELECT buckets FROM histograms WHERE histograms.start = rows.start) AS buckets
  FROM rows GROUP BY start ORDER BY start`;

/** Adds up minute rows. */
export class PostgresInvocationHistory implements InvocationHistory {
  constructor(private readonly pool: pg.Pool) {}

  async points(query: MetricQuery): Promise<readonly MetricPoint[]> {
    const { rows } = await this.pool.query<PointRow>(points, [
      query.accountId,
      query.region,
      query.from,
      query.to,
      query.functionName ?? null,
      query.resource ?? null,
      query.periodSeconds,
      query.executedVersion ?? null,
    ]);
    return rows.map(point);
  }

  async resources(accountId: string, region: string, since: Date): Promise<readonly MeteredResource[]> {
    const { rows } = await this.pool.query<{ function_name: string; resource: string; executed_version: string }>(
      `SELECT DISTINCT function_name, resource, executed_version FROM minute_metrics
       WHERE account_id = $1 AND region = $2 AND minute >= $3 ORDER BY 1, 2, 3`,
      [accountId, region, since],
    );
    return rows.map((row) => ({
      functionName: row.function_name,
      resource: row.resource,
      executedVersion: row.executed_version,
    }));
  }
}

function point(row: PointRow): MetricPoint {
  return {
    start: row.start,
    invocations: row.invocations,
    errors: row.errors,
    throttles: row.throttles,
    signatureErrors: row.signatures,
    billedMilliseconds: row.billed,
    durationSumMilliseconds: row.sum,
    durationMinMilliseconds: row.min ?? undefined,
    durationMaxMilliseconds: row.max ?? undefined,
    durations: new Map(row.buckets ?? []),
  };
}
