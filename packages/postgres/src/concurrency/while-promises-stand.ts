import type { AccountConcurrency, Scope } from '@hearth/lambda';
import type pg from 'pg';
import { readAccountConcurrency } from './account-concurrency-rows.js';

/** Runs `work` in a transaction during which nobody else promises anything in that account and region. */
export async function whilePromisesStand<T>(
  pool: pg.Pool,
  { accountId, region }: Scope,
  work: (client: pg.PoolClient, account: AccountConcurrency) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', ['concurrency', `${accountId}/${region}`]);
    const done = await work(client, await readAccountConcurrency(client, { accountId, region }));
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
