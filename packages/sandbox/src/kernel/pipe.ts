import { fchownSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { libc } from './libc.js';

const O_CLOEXEC = 0o2000000;

/**
 * A pipe whose writing end is for a sandbox. Not the socket that Node would make: through a socket descriptors could be sent, and
 * /dev/stdout could not be opened. `uid` owns it, so that it may be opened by that name.
 */
export function pipeFrom(uid: number): { readonly reader: Readable; readonly writeEnd: number } {
  const ends = [0, 0];
  libc.pipe(ends, O_CLOEXEC);
  const [readEnd, writeEnd] = ends as [number, number];
  fchownSync(writeEnd, uid, uid);
  return { reader: new Socket({ fd: readEnd, readable: true, writable: false }), writeEnd };
}
