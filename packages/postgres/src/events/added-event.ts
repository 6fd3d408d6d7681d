import type { NewEvent, StoredPayload } from '@hearth/lambda';
import type pg from 'pg';
import { statements } from './statements.js';

/** The statement that keeps an event, for whichever transaction it belongs to. Answers with the day of its acceptance. */
export function addedEvent(event: NewEvent, payload: StoredPayload, shard: number): pg.QueryConfig {
  return {
    ...statements.add,
    values: [
      event.id,
      event.accountId,
      event.region,
      event.functionId,
      event.functionName,
      event.qualifier ?? null,
      event.invokedFunctionArn,
      payload.kind === 'inline' ? Buffer.from(payload.bytes) : null,
      payload.kind === 'blob' ? payload.sha256Hex : null,
      event.clientContext ?? null,
      event.traceHeader ?? null,
      shard,
    ],
  };
}
