import { Readable } from 'node:stream';
import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from './received-request.js';

/** The pieces of a body. Leaving off early leaves the rest unread and the connection alone, so that an answer can still be sent. */
export function piecesOf(body: Buffer | Readable): AsyncIterable<Buffer> {
  return body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : Readable.from([body], { objectMode: false });
}

export interface BodyLimit {
  readonly bytesMax: number;
  /** Named in the refusal, where it is known. */
  readonly operation?: string | undefined;
}

/** A body whole. Refuses one above the limit. */
export async function wholeBody(body: Buffer | Readable, limit: BodyLimit): Promise<Buffer> {
  if (!(body instanceof Readable)) return requireBelow(body, body.length, limit);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of piecesOf(body)) {
    bytes += piece.length;
    pieces.push(requireBelow(piece, bytes, limit));
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes);
}

/** Refuses a body by its stated length, before any of it is read. */
export function refuseLarge({ headers }: RequestHead, limit: BodyLimit): void {
  if (Number(headers['content-length'] ?? 0) > limit.bytesMax) throw tooLarge(limit);
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
