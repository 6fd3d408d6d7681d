import type { RuntimeAnswer } from './runtime-session.js';

/** 6 MB and 100 bytes: the limit of AWS, named in its error text. */
export const answerBytesMax = 6 * 1024 * 1024 + 100;

export const responseTooLarge = failure(
  'Function.ResponseSizeTooLarge',
  `Response payload size exceeded maximum allowed payload size (${answerBytesMax} bytes).`,
);

export const truncatedResponse = failure('Runtime.TruncatedResponse', 'The runtime ended its answer before it was complete.');

/** The type a runtime gave; what is no error type becomes AWS's own word for that. */
export function reportedType(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.$:-]{1,200}$/.test(header) ? header : 'Runtime.Unknown';
}

function failure(errorType: string, errorMessage: string): RuntimeAnswer {
  return { errorType, payload: Buffer.from(JSON.stringify({ errorType, errorMessage })) };
}
