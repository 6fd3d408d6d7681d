// Prints the SQL that prisma/schema still needs beyond prisma/migrations: what the next migration.sql starts from. Prints nothing and
// exits 0 when they agree, exits 2 when they do not. DATABASE_URL names any Postgres server on which a scratch database may be made.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openSchemaEngine } from './schema-engine.mjs';

const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url));

async function onDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function applyMigrations(client) {
  const folders = readdirSync(join(prismaFolder, 'migrations'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const name of folders.map((entry) => entry.name).sort()) {
    await client.query(readFileSync(join(prismaFolder, 'migrations', name, 'migration.sql'), 'utf8'));
  }
}

function readSchema() {
  const folder = join(prismaFolder, 'schema');
  const names = readdirSync(folder).filter((name) => name.endsWith('.prisma'));
  return names.sort().map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), 'utf8') }));
}

async function missingSql(url) {
  const files = readSchema();
  const { engine, close } = await openSchemaEngine(url, files);
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: prismaFolder },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  close();
  return exitCode === 0 ? '' : stdout;
}

const serverUrl = process.env.DATABASE_URL;
if (!serverUrl) {
  console.error('DATABASE_URL must name a Postgres server, for example postgresql://postgres@127.0.0.1:5432/postgres');
  process.exit(1);
}
const scratch = `hearth_diff_${randomUUID().replaceAll('-', '')}`;
const scratchUrl = new URL(serverUrl);
scratchUrl.pathname = `/${scratch}`;
await onDatabase(serverUrl, (client) => client.query(`CREATE DATABASE ${scratch}`));
try {
  await onDatabase(String(scratchUrl), applyMigrations);
  const sql = await missingSql(String(scratchUrl));
  process.stdout.write(sql);
  process.exitCode = sql ? 2 : 0;
} finally {
  await onDatabase(serverUrl, (client) => client.query(`DROP DATABASE ${scratch} WITH (FORCE)`));
}
