import { Readable } from 'node:stream';
import { WireError } from '../errors/wire-error.js';
import type { BodyRoom } from './large-bodies.js';
import type { RequestHead } from './received-request.js';

/** The pieces of a body. Leaving off early leaves the rest unread and the connection alone, so that an answer can still be sent. */
export function piecesOf(body: Buffer | Readable): AsyncIterable<Buffer> {
  return body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : Readable.from([body], { objectMode: false });
}

export interface BodyLimit {
  readonly bytesMax: number;
  /** Named in the refusal, where it is known. */
  readonly operation?: string | undefined;
  /** How long the body says it is. */
  readonly statedBytes?: number | undefined;
}

/** A body whole. Refuses one above the limit; a large one takes room. */
export async function wholeBody(body: Buffer | Readable, limit: BodyLimit, room: BodyRoom): Promise<Buffer> {
  if (!(body instanceof Readable)) return requireBelow(body, body.length, limit);
  const pieces = piecesOf(body)[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  const freeBytesMax = (limit.statedBytes ?? 0) > smallBytesMax ? MEGABYTE : smallBytesMax;
  let bytes = 0;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    bytes += next.value.length;
    first.push(requireBelow(next.value, bytes, limit));
    if (bytes <= freeBytesMax) continue;
    const statedBytes = Math.max(bytes, limit.statedBytes ?? limit.bytesMax);
    return room.take(statedBytes, (progress) => intoOneBuffer(first, pieces, { ...limit, statedBytes }, progress));
  }
  return first.length === 1 ? first[0]! : Buffer.concat(first, bytes);
}

const MEGABYTE = 1024 * 1024;
/** No payload of an invocation is larger: those may take as long as their functions, and nobody is to wait for functions. */
const smallBytesMax = 8 * MEGABYTE;

/** Pieces kept one by one take twice the memory once they are put together. What is not filled yet takes none. */
async function intoOneBuffer(
  first: Buffer[],
  rest: AsyncIterator<Buffer>,
  limit: BodyLimit & { readonly statedBytes: number },
  progress: (bytes: number) => void,
): Promise<Buffer> {
  const whole = Buffer.allocUnsafeSlow(limit.statedBytes);
  let bytes = 0;
  const add = (piece: Buffer) => {
    requireBelow(piece, bytes + piece.length, { ...limit, bytesMax: limit.statedBytes });
    bytes += piece.copy(whole, bytes);
    progress(piece.length);
  };
  for (const piece of first.splice(0)) add(piece);
  for (let next = await rest.next(); !next.done; next = await rest.next()) add(next.value);
  return whole.subarray(0, bytes);
}

/** Refuses a body by its stated length, before any of it is read. */
export function refuseLarge({ headers }: RequestHead, limit: BodyLimit): void {
  if ((statedBytes({ headers }) ?? 0) > limit.bytesMax) throw tooLarge(limit);
}

/** Undefined where a body comes in chunks. */
export function statedBytes({ headers }: Pick<RequestHead, 'headers'>): number | undefined {
  const stated = headers['content-length'];
  return stated === undefined ? undefined : Number(stated);
}

function requireBelow(piece: Buffer, bytes: number, limit: BodyLimit): Buffer {
  if (bytes > limit.bytesMax) throw tooLarge(limit);
  return piece;
}

/** The number that AWS says of CreateFunction, whose limit is the highest. */
function tooLarge({ operation }: BodyLimit): WireError {
  const ofOperation = operation === undefined ? '' : ` for the ${operation} operation`;
  return new WireError('RequestEntityTooLargeException', `Request must be smaller than 70167211 bytes${ofOperation}`);
}
