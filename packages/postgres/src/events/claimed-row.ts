import type { ClaimedEvent, EventHint, EventResponse } from '@hearth/lambda';

export interface ClaimedRow {
  readonly account_id: string;
  readonly region: string;
  readonly function_id: string;
  readonly function_name: string;
  readonly qualifier: string | null;
  readonly invoked_function_arn: string;
  readonly payload: Buffer | null;
  readonly payload_sha256: string | null;
  readonly client_context: string | null;
  readonly trace_header: string | null;
  readonly shard: number;
  readonly fence: number;
  readonly attempts: number;
  readonly setbacks: number;
  readonly worker_deaths: number;
  readonly accepted_at: Date;
  readonly claimed_at: Date;
  readonly last_response: Buffer | null;
  readonly last_version: string | null;
}

export function claimedEvent({ id, acceptedOn }: EventHint, row: ClaimedRow): ClaimedEvent {
  return {
    id,
    acceptedOn,
    accountId: row.account_id,
    region: row.region,
    functionId: row.function_id,
    functionName: row.function_name,
    qualifier: row.qualifier ?? undefined,
    invokedFunctionArn: row.invoked_function_arn,
    payload: row.payload ? { kind: 'inline', bytes: row.payload } : { kind: 'blob', sha256Hex: row.payload_sha256! },
    clientContext: row.client_context ?? undefined,
    traceHeader: row.trace_header ?? undefined,
    shard: row.shard,
    fence: row.fence,
    attempts: row.attempts,
    setbacks: row.setbacks,
    workerDeaths: row.worker_deaths,
    acceptedAtMs: row.accepted_at.getTime(),
    claimedAtMs: row.claimed_at.getTime(),
    ...(row.last_response && { lastResponse: lastResponse(row.last_response, row.last_version) }),
  };
}

/** Only failures are kept: after a success there is no further attempt. */
const lastResponse = (payload: Buffer, version: string | null): EventResponse => ({
  executedVersion: version!,
  functionError: 'Unhandled',
  payload,
});
