import { readdirSync } from 'node:fs';
import { KernelError, libc } from './libc.js';

const F_SETFD = 2;
const FD_CLOEXEC = 1;
const EBADF = 9;

/** Keeps descriptors that this process was itself started with out of every program that it starts. */
export function closeOnExec(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    if (Number(name) > 2) mark(Number(name));
  }
}

/** The listing names the descriptor that it was read through, too. */
function mark(fd: number): void {
  try {
    libc.fcntl(fd, F_SETFD, FD_CLOEXEC);
  } catch (error) {
    if (!(error instanceof KernelError && error.errno === EBADF)) throw error;
  }
}
