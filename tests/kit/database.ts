import { randomUUID } from 'node:crypto';
import { migrate, migrationsChecksum } from '@hearth/postgres';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated database of the caller's own, copied from a template that is migrated once per server and state of the migrations. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.HEARTH_TEST_POSTGRES_URL;
  if (!serverUrl) throw new Error('HEARTH_TEST_POSTGRES_URL is not set: run specs with `npm run real`');
  const name = `hearth_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(4566)');
    const template = `hearth_test_template_${(await migrationsChecksum()).slice(0, 16)}`;
    await ensureTemplate(client, serverUrl, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: withDatabase(serverUrl, name),
    drop: () => onServer(serverUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function ensureTemplate(client: pg.Client, serverUrl: string, template: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (!rowCount) await client.query(`CREATE DATABASE ${template}`);
  await migrate(withDatabase(serverUrl, template));
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return String(parsed);
}
