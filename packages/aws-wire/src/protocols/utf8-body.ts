import { isUtf8 } from 'node:buffer';
import { WireError } from '../errors/wire-error.js';

/** A body as text. Refuses what is no UTF-8. */
export function utf8Body(body: Buffer): string {
  return requireUtf8(body).toString('utf8');
}

/** Refuses what is no UTF-8. */
export function requireUtf8(body: Buffer): Buffer {
  if (isUtf8(body)) return body;
  throw new WireError('SerializationException', 'The request body is not valid UTF-8');
}
