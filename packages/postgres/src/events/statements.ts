import { statesBefore } from '@hearth/lambda';

/** A worker renews every two seconds, so one that hangs for this long is taken for dead. */
const lease = `interval '6 seconds'`;
/** After a restart of Postgres the workers that still hold events renew first. */
const renewalGrace = `interval '3 seconds'`;
/** Events younger than this are on their way with the hint that their acceptance sent. */
const hintGrace = `interval '200 milliseconds'`;

const inState = (state: Parameters<typeof statesBefore>[0]) => `state IN (${statesBefore(state).map((from) => `'${from}'`)})`;

/** The rows of `$1` ids, `$2` days and `$3` fences, found by their key in as few partitions as they are of. */
const claims = `id = ANY($1::uuid[]) AND accepted_on = ANY($2::date[])
  AND EXISTS (SELECT FROM unnest($1::uuid[], $3::int[]) AS held(id, fence) WHERE held.id = events.id AND held.fence = events.fence)`;

/** Each is prepared once per connection, under its name. */
export const statements = {
  add: {
    name: 'events.add',
    text: `INSERT INTO events (id, accepted_on, accepted_at, claimable_at, account_id, region, function_id, function_name, qualifier,
        invoked_function_arn, payload, payload_sha256, client_context, trace_header, shard)
      VALUES ($1, (now() AT TIME ZONE 'UTC')::date, now(), now(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      RETURNING accepted_on::text`,
  },
  claim: {
    name: 'events.claim',
    text: `UPDATE events SET state = 'running', fence = fence + 1, claimable_at = now() + ${lease},
        worker_deaths = worker_deaths + CASE state WHEN 'running' THEN 1 ELSE 0 END
      WHERE id = $1 AND accepted_on = $2 AND ${inState('running')} AND claimable_at <= now()
        AND (state = 'waiting' OR pg_postmaster_start_time() < now() - ${renewalGrace})
      RETURNING account_id, region, function_id, function_name, qualifier, invoked_function_arn, payload, payload_sha256, client_context,
        trace_header, shard, fence, attempts, setbacks, worker_deaths, accepted_at, last_response, last_version, now() AS claimed_at`,
  },
  extend: {
    name: 'events.extend',
    text: `UPDATE events SET claimable_at = now() + ${lease} WHERE ${claims} AND state = 'running' RETURNING id, fence`,
  },
  succeed: {
    name: 'events.succeed',
    text: `UPDATE events SET state = 'succeeded', claimable_at = NULL, finished_at = now(), worker_deaths = 0
      WHERE id = $1 AND accepted_on = $2 AND fence = $3 AND ${inState('succeeded')}`,
  },
  retry: {
    name: 'events.retry',
    text: `UPDATE events SET state = 'waiting', claimable_at = $4, worker_deaths = 0, error_code = $5, error_message = $6,
        attempts = attempts + CASE WHEN $7 THEN 1 ELSE 0 END, setbacks = CASE WHEN $7 THEN 0 ELSE setbacks + 1 END,
        last_response = coalesce($8, last_response), last_version = coalesce($9, last_version)
      WHERE id = $1 AND accepted_on = $2 AND fence = $3 AND ${inState('waiting')}`,
  },
  fail: {
    name: 'events.fail',
    text: `UPDATE events SET state = 'failed', claimable_at = NULL, finished_at = now(), condition = $4,
        error_code = coalesce($5, error_code), error_message = coalesce($6, error_message), attempts = attempts + $7
      WHERE id = $1 AND accepted_on = $2 AND fence = $3 AND ${inState('failed')}`,
  },
  release: {
    name: 'events.release',
    text: `UPDATE events SET state = 'waiting', claimable_at = now() WHERE ${claims} AND ${inState('waiting')}`,
  },
  due: {
    name: 'events.due',
    text: `SELECT event.* FROM unnest($1::smallint[]) AS wanted(shard), LATERAL (
        SELECT id, accepted_on::text, shard, fence FROM events
        WHERE events.shard = wanted.shard AND claimable_at <= now() - ${hintGrace}
        ORDER BY claimable_at LIMIT $2
      ) AS event`,
  },
} as const;
