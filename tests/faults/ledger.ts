import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewEvent } from '@hearth/lambda';
import { openPostgres, PostgresEvents } from '@hearth/postgres';
import type { Deed } from './processes/settings.js';

export interface EventRow {
  readonly state: string;
  readonly attempts: number;
  readonly fence: number;
  readonly worker_deaths: number;
  readonly condition: string | null;
  readonly error_message: string | null;
}

/** What the test knows of events: which it added, which ran, and how each stands. It outlives every crash of Postgres. */
export class Ledger {
  readonly postgres;
  readonly events;

  private constructor(url: string) {
    this.postgres = openPostgres(url, { connectTimeoutMilliseconds: 2000 });
    this.events = new PostgresEvents(this.postgres.pool);
  }

  static async open(url: string): Promise<Ledger> {
    const ledger = new Ledger(url);
    await ledger.query('CREATE TABLE IF NOT EXISTS runs (event_id uuid, pid int, at timestamptz DEFAULT clock_timestamp())');
    await ledger.query('TRUNCATE runs, events');
    return ledger;
  }

  /** An event that no hint was sent for, as when the API dies right after the commit. */
  async addWithoutHint(deed: Deed, functionId: string = randomUUID(), shard = 0): Promise<string> {
    const id = randomUUID();
    const payload = Buffer.from(JSON.stringify(deed));
    const event: NewEvent = {
      id,
      accountId: '000000000000',
      region: 'us-east-1',
      functionId,
      functionName: 'f',
      qualifier: undefined,
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      payload,
    };
    await this.events.add(event, { kind: 'inline', bytes: payload }, shard);
    return id;
  }

  /** Asks again when the row is not found: while a day gets its partition, a read that was planned before it misses the row once. */
  async event(id: string): Promise<EventRow> {
    for (let tries = 0; ; tries++) {
      const [row] = await this.query<EventRow>(
        'SELECT state, attempts, fence, worker_deaths, condition, error_message FROM events WHERE id = $1',
        [id],
      );
      if (row) return row;
      if (tries === 20) throw new Error(`the event ${id} is lost`);
      await sleep(50);
    }
  }

  runs(id: string): Promise<{ pid: number; at: Date }[]> {
    return this.query('SELECT pid, at FROM runs WHERE event_id = $1 ORDER BY at', [id]);
  }

  /** Those of `ids` that have not ended well. */
  async unfinished(ids: readonly string[]): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      `SELECT count(*)::int FROM unnest($1::uuid[]) AS acknowledged(id)
       WHERE NOT EXISTS (SELECT FROM events WHERE events.id = acknowledged.id AND state = 'succeeded')`,
      [ids],
    );
    return row!.count;
  }

  /** How many events ran more than once. */
  async runsAgain(): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      'SELECT count(*)::int FROM (SELECT FROM runs GROUP BY event_id HAVING count(*) > 1) AS repeated',
    );
    return row!.count;
  }

  /** Repeats through outages. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    for (let tries = 0; ; tries++) {
      try {
        return (await this.postgres.pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        if (tries === 100) throw error;
        await sleep(100);
      }
    }
  }
}

/** A machine that runs other suites beside this one may be ten times slower. */
const slack = 10;

/** Resolves with the milliseconds it took; rejects when it does not come true within ten times its time. */
export async function eventually(what: string, withinSeconds: number, isSo: () => Promise<boolean> | boolean): Promise<number> {
  const since = performance.now();
  while (!(await isSo())) {
    if (performance.now() - since > slack * withinSeconds * 1000) throw new Error(`${what}: not within ${withinSeconds} s`);
    await sleep(50);
  }
  return performance.now() - since;
}
