import { latestVersion } from '../functions/function-reader.js';
import { functionArn } from '../names/function-arn.js';
import type { ClaimedEvent, Ending } from './events.js';
import type { GiveUpCondition } from './give-up-condition.js';

/** AWS knows no condition for what only happens to Hearth. */
const conditions: Record<GiveUpCondition, string> = {
  RetriesExhausted: 'RetriesExhausted',
  EventAgeExceeded: 'EventAgeExceeded',
  ZeroReservedConcurrency: 'ZeroReservedConcurrency',
  FunctionDeleted: 'RetriesExhausted',
  WorkersDied: 'RetriesExhausted',
};

/**
 * What a destination is told of an event that has ended, in AWS's form. Neither payload is parsed: both stand in it as they were.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function destinationRecord(
  event: ClaimedEvent,
  ending: Exclude<Ending, { kind: 'retry' }>,
  requestPayload: Uint8Array,
  nowMs: number,
): Uint8Array {
  const response = ending.response ?? (ending.kind === 'failed' ? event.lastResponse : undefined);
  const requestContext = {
    requestId: event.id,
    functionArn: functionArn(event, event.functionName, event.qualifier ?? latestVersion),
    condition: ending.kind === 'succeeded' ? 'Success' : conditions[ending.condition],
    approximateInvokeCount: event.attempts + (ending.response ? 1 : 0),
  };
  const parts: (string | Uint8Array)[] = [
    `{"version":"1.0","timestamp":${JSON.stringify(new Date(nowMs).toISOString())},`,
    `"requestContext":${JSON.stringify(requestContext)},"requestPayload":`,
    requestPayload,
  ];
  if (response) {
    const { executedVersion, functionError } = response;
    const responseContext = { statusCode: 200, executedVersion, ...(functionError && { functionError }) };
    parts.push(`,"responseContext":${JSON.stringify(responseContext)},"responsePayload":`, asJson(response.payload));
  }
  return Buffer.concat([...parts, '}'].map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

/** A function may answer what is not JSON: then it stands in the record as text. */
function asJson(payload: Uint8Array): string | Uint8Array {
  const text = Buffer.from(payload).toString();
  try {
    JSON.parse(text);
    return payload;
  } catch {
    return JSON.stringify(text);
  }
}
