import type { IncomingMessage } from 'node:http';
import type { RuntimeAnswer } from './runtime-session.js';

/** 6 MB and 100 bytes: the limit of AWS, named in its error text. */
export const answerBytesMax = 6 * 1024 * 1024 + 100;

/** AWS's quota of a streamed response: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const streamedBytesMax = 200 * 1024 * 1024;

export function tooLarge(bytesMax: number): RuntimeAnswer {
  return failure(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${bytesMax} bytes).`,
  );
}

export const truncatedResponse = failure('Runtime.TruncatedResponse', 'The runtime ended its answer before it was complete.');

/** The type a runtime gave; what is no error type becomes AWS's own word for that. */
export function reportedType(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.$:-]{1,200}$/.test(header) ? header : 'Runtime.Unknown';
}

/** What a runtime says after the body of a streamed answer when its function failed in the middle of it. */
export function failureInTrailers({ trailers }: Pick<IncomingMessage, 'trailers'>): RuntimeAnswer | undefined {
  const header = trailers['lambda-runtime-function-error-type'];
  if (!header) return undefined;
  const errorType = reportedType(header);
  const body = Buffer.from(trailers['lambda-runtime-function-error-body'] ?? '', 'base64');
  return { errorType, payload: body.length > 0 ? body : failure(errorType, '').payload };
}

function failure(errorType: string, errorMessage: string): RuntimeAnswer {
  return { errorType, payload: Buffer.from(JSON.stringify({ errorMessage, errorType })) };
}
