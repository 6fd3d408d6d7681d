import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { migrate } from './migrate.js';

const serverUrl = process.env.HEARTH_TEST_POSTGRES_URL!;
const name = `hearth_migrate_${randomUUID().replaceAll('-', '')}`;
const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;

async function query(database: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

async function folderWith(migrations: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-migrations-'));
  for (const [migration, sql] of Object.entries(migrations)) await write(folder, migration, sql);
  folders.push(folder);
  return pathToFileURL(`${folder}/`);
}

async function write(folder: string, migration: string, sql: string): Promise<void> {
  await mkdir(join(folder, migration), { recursive: true });
  await writeFile(join(folder, migration, 'migration.sql'), sql);
}

const folders: string[] = [];
beforeEach(() => query(serverUrl, `CREATE DATABASE ${name}`));
afterEach(() => query(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const two = { '1_first': 'CREATE TABLE a (id int); CREATE TABLE b (id int);', '2_second': 'CREATE TABLE c (id int)' };

test('the migrations make exactly what the Prisma schema describes', () => {
  const script = new URL('../scripts/diff.mjs', import.meta.url).pathname;
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    env: { DATABASE_URL: serverUrl },
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});

test('every migration is applied once, oldest first', async () => {
  const folder = await folderWith(two);
  expect(await migrate(url, folder)).toEqual(['1_first', '2_second']);
  expect(await migrate(url, folder)).toEqual([]);
});

test('of many processes that start together one applies the migrations and the others wait for it', async () => {
  const folder = await folderWith({ ...two, '3_slow': 'SELECT pg_sleep(0.2); CREATE TABLE d (id int)' });
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)));
  expect(applied.flat().sort()).toEqual(['1_first', '2_second', '3_slow']);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
});

test('a migration edited after it was applied is refused by name', async () => {
  await migrate(url, await folderWith(two));
  const edited = await folderWith({ ...two, '1_first': 'CREATE TABLE a (id bigint)' });
  await expect(migrate(url, edited)).rejects.toThrow(/1_first was edited after it was applied.*new migration/);
});

test('a migration that fails leaves nothing behind, is named, and is applied once its cause is gone', async () => {
  const broken = await folderWith({ ...two, '2_second': 'CREATE TABLE c (id int); SELECT 1/0' });
  await expect(migrate(url, broken)).rejects.toThrow(/2_second failed and nothing of it was kept: division by zero/);
  expect((await query(url, `SELECT to_regclass('c') AS c`)).rows).toEqual([{ c: null }]);
  expect(await migrate(url, await folderWith(two))).toEqual(['2_second']);
});

test('a migration that Prisma left half applied is named with its remedy, and the remedy works', async () => {
  const folder = await folderWith(two);
  await migrate(url, folder);
  await query(url, `UPDATE _prisma_migrations SET finished_at = NULL, logs = 'syntax error' WHERE migration_name = '2_second'`);
  const refusal = await migrate(url, folder).catch((error: Error) => error.message);
  expect(refusal).toMatch(/2_second half applied \(syntax error\)/);
  await query(url, `DROP TABLE c; ${/UPDATE .*NULL;/.exec(String(refusal))![0]}`);
  expect(await migrate(url, folder)).toEqual(['2_second']);
});

test('a body with semicolons arrives intact', async () => {
  const body = `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 42; END $$;`;
  await migrate(url, await folderWith({ '1_function': body }));
  expect((await query(url, 'SELECT f()')).rows).toEqual([{ f: 42 }]);
});
