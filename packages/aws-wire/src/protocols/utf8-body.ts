import { isUtf8 } from 'node:buffer';
import { WireError } from '../errors/wire-error.js';

/** A body as text. Refuses what is no UTF-8. */
export function utf8Body(body: Buffer): string {
  if (!isUtf8(body)) throw new WireError('SerializationException', 'The request body is not valid UTF-8');
  return body.toString('utf8');
}
