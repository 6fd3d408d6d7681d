import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

/** The advisory lock that Prisma's own `migrate deploy` takes, so that neither runs beside the other. */
const prismaMigrationLock = 72707369;
const lockWaitSeconds = 60;
/** `src` and `dist` lie equally deep. */
const migrationsFolder = new URL('../../../prisma/migrations/', import.meta.url);

/**
 * Brings the database to the newest schema and returns the names of the migrations applied, oldest first. Any number of processes may
 * call it at once: each migration is applied once, whole or not at all, also when the process is killed. The history is kept in Prisma's
 * own table, so that Prisma's tools read it. Refuses a database whose applied migrations were edited since, or that holds one that Prisma
 * left half applied.
 */
export async function migrate(url: string, folder: URL = migrationsFolder): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'hearth migrate' });
  await client.connect();
  try {
    await lock(client);
    await client.query(historyTable);
    const checksums = await appliedChecksums(client);
    const applied: string[] = [];
    for (const migration of await readMigrations(folder)) {
      const checksum = checksums.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new Error(
          `Migration ${migration.name} was edited after it was applied to this database. Restore prisma/migrations/${migration.name}/migration.sql ` +
            'and put the change into a new migration.',
        );
      }
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Changes whenever any migration does: names what a database was made from. */
export async function migrationsChecksum(folder: URL = migrationsFolder): Promise<string> {
  const sum = createHash('sha256');
  for (const { name, checksum } of await readMigrations(folder)) sum.update(`${name} ${checksum}\n`);
  return sum.digest('hex');
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, folder));
      return { name, sql: sql.toString('utf8'), checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function lock(client: pg.Client): Promise<void> {
  await client.query(`SET lock_timeout = '${lockWaitSeconds}s'`);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaMigrationLock]);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new Error(
      `Another process has been migrating this database for more than ${lockWaitSeconds} s. Wait for it, or end it if it hangs ` +
        `(its connection: SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${prismaMigrationLock}), and start again.`,
      { cause: error },
    );
  }
  await client.query('SET lock_timeout = 0');
}

const isLockTimeout = (error: unknown) => error instanceof pg.DatabaseError && error.code === '55P03';

const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

async function appliedChecksums(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{
    migration_name: string;
    checksum: string;
    finished_at: Date | null;
    logs: string | null;
  }>('SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    const name = failed.migration_name;
    throw new Error(
      `Prisma left migration ${name} half applied${failed.logs ? ` (${failed.logs.trim()})` : ''}. Undo by hand what it changed, then run: ` +
        `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${name}' AND finished_at IS NULL; and start again.`,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** One transaction for the migration and its line of history: a crash at any moment leaves both or neither. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, $1, $2, now(), clock_timestamp(), 1)`,
      [checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${name} failed and nothing of it was kept: ${reason}. Remove the cause and start again.`, {
      cause: error,
    });
  }
}
