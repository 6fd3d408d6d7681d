import { randomUUID } from 'node:crypto';
import type { EventHint, EventHints } from '@hearth/lambda';
import type { Notice } from '@hearth/services';
import type pg from 'pg';
import { addedEvent } from '../events/added-event.js';

/** Keeps what is announced as events of the functions that are told, in the transaction of `client`; the hints are to be offered after it. */
export async function acceptNotices(
  client: pg.PoolClient,
  hints: Pick<EventHints, 'shardFor'>,
  announce: (sequencer: bigint) => readonly Notice[],
): Promise<readonly EventHint[]> {
  const { rows } = await client.query<{ sequencer: string }>(
    `SELECT nextval(pg_get_serial_sequence('s3_objects', 'sequence')) AS sequencer`,
  );
  const accepted: EventHint[] = [];
  for (const { recipient, payload } of announce(BigInt(rows[0]!.sequencer))) {
    const { functionArn: invokedFunctionArn, ...named } = recipient;
    const id = randomUUID();
    const shard = hints.shardFor(recipient.functionId);
    const statement = addedEvent({ id, ...named, invokedFunctionArn, payload }, { kind: 'inline', bytes: payload }, shard);
    const added = await client.query<{ accepted_on: string }>(statement);
    accepted.push({ id, acceptedOn: added.rows[0]!.accepted_on, shard, fence: 0 });
  }
  return accepted;
}
