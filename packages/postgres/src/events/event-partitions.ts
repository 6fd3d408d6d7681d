import type pg from 'pg';

const daysAhead = 7;
/** How long events are kept; nothing of a day is dropped before its last event has been over for as long. */
const daysKept = 14;
const maintenanceLock = 4566_0300;

/**
 * Keeps a partition of `events` for each of the next days and drops the old ones. It may be repeated at any time, by any number of
 * processes, and after any time away: what was accepted on a day without a partition is moved to one of its own.
 */
export class EventPartitions {
  constructor(private readonly pool: pg.Pool) {}

  /** Does nothing while another process is at it. Rejects when a busy table could not be locked within two seconds: repeat it later. */
  async maintain(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [maintenanceLock]);
      if (!rows[0]?.held) return;
      await client.query("SET lock_timeout = '2s'");
      for (const day of await missingDays(client)) await inTransaction(client, () => addDay(client, day));
      for (const table of await spentTables(client)) await inTransaction(client, () => client.query(`DROP TABLE ${table}`));
    } finally {
      // Ends the session, and with it the lock, whatever state it is in.
      client.release(true);
    }
  }
}

const tableOf = (day: string) => `event_days.d${day.replaceAll('-', '')}`;

/** The days that should have a partition and have none, those of stray rows among them. */
async function missingDays(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ day: string }>(
    `WITH wanted AS (
       SELECT (now() AT TIME ZONE 'UTC')::date + ahead AS day FROM generate_series(0, $1::int) AS ahead
       UNION SELECT accepted_on FROM event_days.other
     )
     SELECT day::text FROM wanted WHERE to_regclass('event_days.d' || to_char(day, 'YYYYMMDD')) IS NULL ORDER BY day`,
    [daysAhead],
  );
  return rows.map((row) => row.day);
}

/** Postgres refuses a partition whose rows lie in the default one, so they move first, unseen by anybody until the commit. */
async function addDay(client: pg.ClientBase, day: string): Promise<void> {
  const table = tableOf(day);
  await client.query('LOCK TABLE event_days.other IN ACCESS EXCLUSIVE MODE');
  await client.query(
    `CREATE TABLE ${table} (LIKE events INCLUDING ALL)
     WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)`,
  );
  await client.query(
    `WITH moved AS (DELETE FROM event_days.other WHERE accepted_on = '${day}' RETURNING *) INSERT INTO ${table} SELECT * FROM moved`,
  );
  await client.query(`ALTER TABLE events ATTACH PARTITION ${table} FOR VALUES FROM ('${day}') TO (date '${day}' + 1)`);
}

/** Old partitions in which every event ended long ago. That stays true, since new events come on their own day only. */
async function spentTables(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT 'event_days.' || relname AS name FROM pg_class
     WHERE relnamespace = 'event_days'::regnamespace AND relkind = 'r' AND relname ~ '^d\\d{8}$'
       AND to_date(substr(relname, 2), 'YYYYMMDD') < (now() AT TIME ZONE 'UTC')::date - $1::int`,
    [daysKept],
  );
  const spent: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await client.query(
      `SELECT FROM ${name} WHERE finished_at IS NULL OR finished_at > now() - make_interval(days => $1) LIMIT 1`,
      [daysKept],
    );
    if (rowCount === 0) spent.push(name);
  }
  return spent;
}

async function inTransaction(client: pg.ClientBase, work: () => Promise<unknown>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
