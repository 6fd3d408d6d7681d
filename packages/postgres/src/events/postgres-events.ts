import type { ClaimedEvent, Ending, EventHint, Events, NewEvent, OnwardEvent, StoredPayload } from '@hearth/lambda';
import type pg from 'pg';
import { addedEvent } from './added-event.js';
import { type ClaimedRow, claimedEvent } from './claimed-row.js';
import { statements } from './statements.js';

/** Events as rows. Each method is one statement, or one transaction, so a crash leaves all of it or nothing. */
export class PostgresEvents implements Events {
  constructor(private readonly pool: pg.Pool) {}

  async add(event: NewEvent, payload: StoredPayload, shard: number): Promise<EventHint> {
    const { rows } = await this.pool.query<{ accepted_on: string }>(addedEvent(event, payload, shard));
    return { id: event.id, acceptedOn: rows[0]!.accepted_on, shard, fence: 0 };
  }

  async claim(hint: EventHint): Promise<ClaimedEvent | undefined> {
    const { rows } = await this.pool.query<ClaimedRow>({ ...statements.claim, values: [hint.id, hint.acceptedOn] });
    return rows[0] && claimedEvent(hint, rows[0]);
  }

  async extend(claims: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]> {
    const { rows } = await this.pool.query<{ id: string; fence: number }>({ ...statements.extend, values: keysOf(claims) });
    const kept = new Map(rows.map((row) => [row.id, row.fence]));
    return claims.filter((claim) => kept.get(claim.id) !== claim.fence);
  }

  async finish(claim: ClaimedEvent, ending: Ending, onward?: OnwardEvent): Promise<boolean> {
    const end = ended([claim.id, claim.acceptedOn, claim.fence], ending);
    if (!onward) return (await this.pool.query(end)).rowCount === 1;
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const isRecorded = (await client.query(end)).rowCount === 1;
      if (isRecorded) await client.query(addedEvent(onward.event, onward.payload, claim.shard));
      await client.query('COMMIT');
      return isRecorded;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  }

  async release(claims: readonly ClaimedEvent[]): Promise<void> {
    await this.pool.query({ ...statements.release, values: keysOf(claims) });
  }

  async due(shards: readonly number[], perShard: number): Promise<readonly EventHint[]> {
    const { rows } = await this.pool.query<{ id: string; accepted_on: string; shard: number; fence: number }>({
      ...statements.due,
      values: [shards, perShard],
    });
    return rows.map(({ id, accepted_on, shard, fence }) => ({ id, acceptedOn: accepted_on, shard, fence }));
  }
}

const keysOf = (claims: readonly ClaimedEvent[]) => [
  claims.map((claim) => claim.id),
  claims.map((claim) => claim.acceptedOn),
  claims.map((claim) => claim.fence),
];

function ended(key: readonly unknown[], ending: Ending): pg.QueryConfig {
  switch (ending.kind) {
    case 'succeeded':
      return { ...statements.succeed, values: [...key] };
    case 'retry': {
      const { code, message } = ending.error;
      const response = ending.response && Buffer.from(ending.response.payload);
      const isAttempt = ending.counts === 'attempt';
      const last = [response ?? null, ending.response?.executedVersion ?? null];
      return { ...statements.retry, values: [...key, new Date(ending.atMs), code, message, isAttempt, ...last] };
    }
    case 'failed': {
      const attempts = ending.condition === 'RetriesExhausted' ? 1 : 0;
      const { code = null, message = null } = ending.error ?? {};
      return { ...statements.fail, values: [...key, ending.condition, code, message, attempts] };
    }
  }
}
