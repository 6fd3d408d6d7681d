import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { userIdsHere } from '../machine/user-ids.js';
import { leftoversIn } from '../processes/leftovers.js';
import { type PostgresServer, startPostgres } from './start-postgres.js';

describe('startPostgres', () => {
  let folder: string;
  let server: PostgresServer | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-postgres-'));
    chmodSync(folder, 0o711);
  });

  afterEach(async () => {
    await server?.process.stop();
    server = null;
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    server = await startPostgres({ folder, uid: userIdsHere(folder).postgres, durable: true, onLine: () => {} });
    return server;
  };

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }

  it('keeps what was committed, its port and its password over a kill -9 of the server alone', async () => {
    const before = await start();
    await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(before.process.pid, 'SIGKILL');
    await before.process.ended;
    const after = await start();
    expect(after.url).toBe(before.url);
    expect(await query(after.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('takes the data over from a server that an earlier, killed start left running', async () => {
    const before = await start();
    await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const after = await start();
    expect(await before.process.ended).toContain('exited');
    expect(leftoversIn(join(folder, 'data'), ['postgres']).length).toBeGreaterThan(0);
    expect(await query(after.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('starts although the lock of a dead server names the number of a process that lives', async () => {
    const before = await start();
    await before.process.stop();
    writeFileSync(join(folder, 'data', 'postmaster.pid'), `${process.pid}\n`);
    expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('asks for a password that only its owner can read, and sums its pages', async () => {
    const { url, port } = await start();
    await expect(query(`postgresql://hearth:wrong@127.0.0.1:${port}/hearth`, 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    expect(await query(url, 'SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
  });

  it('begins again after a first start that was killed while it made the data folder', async () => {
    const abandoned = join(mkdtempSync(join(folder, 'initdb-')), 'data');
    expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(abandoned)).toBe(false);
  });

  it('refuses data of another major version and names both', async () => {
    await (await start()).process.stop();
    const marker = join(folder, 'data', 'PG_VERSION');
    const ours = readFileSync(marker, 'utf8').trim();
    writeFileSync(marker, '12\n');
    await expect(start()).rejects.toThrow(new RegExp(`Postgres 12; this release of Hearth brings Postgres ${ours}`));
  });
});
