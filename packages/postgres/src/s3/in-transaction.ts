import type pg from 'pg';

/** Serialization failure and deadlock: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const worthAnotherTry = new Set(['40001', '40P01']);
const triesMax = 5;

/** Runs work in a transaction, again when Postgres ended it in favour of another. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(pool, work);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string' || !worthAnotherTry.has(code) || tries === triesMax) throw error;
    }
  }
}

async function once<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}
