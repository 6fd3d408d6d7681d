import type { Leadership } from '@hearth/lambda';
import type pg from 'pg';
import type { PostgresConnection } from './connection.js';

/** Leads for as long as its session with Postgres lives, which ends with the process at the latest. */
export class PostgresLeadership implements Leadership {
  private session: pg.PoolClient | undefined;

  constructor(
    private readonly connection: PostgresConnection,
    private readonly task: string,
  ) {}

  async holds(): Promise<boolean> {
    const session = this.session ?? (await this.connection.pool.connect());
    try {
      const leads = this.session ? await isAlive(session) : await tryToLead(session, this.task);
      this.session = leads ? session : undefined;
      if (!leads) session.release();
      return leads;
    } catch (error) {
      this.session = undefined;
      session.release(true);
      throw error;
    }
  }

  async release(): Promise<void> {
    // The session goes, and the lock with it.
    this.session?.release(true);
    this.session = undefined;
  }
}

async function isAlive(session: pg.PoolClient): Promise<true> {
  await session.query('SELECT');
  return true;
}

async function tryToLead(session: pg.PoolClient, task: string): Promise<boolean> {
  const { rows } = await session.query<{ leads: boolean }>('SELECT pg_try_advisory_lock(hashtext($1), 0) AS leads', [task]);
  return rows[0]!.leads;
}
