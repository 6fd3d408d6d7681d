import { closeSync, fchownSync } from 'node:fs';
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

/**
 * The reading end of a pipe that nobody writes to: what a sandbox reads ends at once. Not /dev/null: crun gives standard streams to the
 * sandbox's user, who could then take the machine's own /dev/null away from everybody.
 */
export function emptyPipe(): number {
  const ends = [0, 0];
  libc.pipe(ends, O_CLOEXEC);
  const [readEnd, writeEnd] = ends as [number, number];
  closeSync(writeEnd);
  return readEnd;
}
