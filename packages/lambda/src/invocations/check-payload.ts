import { isUtf8 } from 'node:buffer';
import { LambdaError } from '../lambda-error.js';
import { jsonFailure } from './json-failure.js';

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const payloadBytesMax: Record<InvocationType, number> = {
  RequestResponse: 6_291_456,
  DryRun: 6_291_456,
  Event: 1_048_576,
};

/** The payload as the function receives it; refuses what is too large or is not JSON in UTF-8. Nothing sent means `{}`. */
export function checkPayload(payload: Uint8Array | undefined, type: InvocationType): Uint8Array {
  if (!payload || payload.byteLength === 0) return emptyObject;
  const limit = payloadBytesMax[type];
  if (payload.byteLength > limit)
    throw new LambdaError('RequestEntityTooLargeException', tooLarge(payload.byteLength, type, limit));
  if (!isJson(payload)) {
    throw new LambdaError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${jsonFailure(payload)}`,
    );
  }
  return payload;
}

/** AWS has one text for what its front door refuses and another for what the queue of events does. */
function tooLarge(bytes: number, type: InvocationType, limit: number): string {
  if (type !== 'Event') return `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  return `${bytes} byte payload is too large for the Event invocation type (limit ${limit} bytes)`;
}

const emptyObject = Buffer.from('{}');

function isJson(payload: Uint8Array): boolean {
  if (!isUtf8(payload)) return false;
  try {
    JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString());
    return true;
  } catch {
    return false;
  }
}
