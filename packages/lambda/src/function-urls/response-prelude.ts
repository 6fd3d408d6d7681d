import { type AnswerHead, answerHead } from './http-answer.js';

/** The content type of a streamed answer that begins with its own head. */
export const preludeContentType = 'application/vnd.awslambda.http-integration-response';

/** A head is a line and some headers; more than this is no head. */
const preludeBytesMax = 128 * 1024;
const delimiter = Buffer.alloc(8);

export interface StreamHead {
  readonly head: AnswerHead;
  /** What came of the body together with the head. */
  readonly rest: Uint8Array;
}

/** Reads the head off a streamed answer: JSON up to eight NULs. Undefined when there is none or it is malformed. */
export async function readPrelude(chunks: AsyncIterator<Uint8Array>): Promise<StreamHead | undefined> {
  let read = Buffer.alloc(0);
  while (read.length <= preludeBytesMax) {
    const next = await chunks.next();
    if (next.done) return undefined;
    read = Buffer.concat([read, next.value]);
    const end = read.indexOf(delimiter);
    if (end >= 0) return withRest(read.subarray(0, end), read.subarray(end + delimiter.length));
  }
  return undefined;
}

function withRest(json: Buffer, rest: Uint8Array): StreamHead | undefined {
  try {
    const prelude: unknown = JSON.parse(json.toString());
    if (typeof prelude !== 'object' || prelude === null || Array.isArray(prelude)) return undefined;
    const head = answerHead(prelude as Record<string, unknown>);
    return head && { head, rest };
  } catch {
    return undefined;
  }
}
