import { constants } from 'node:os';

/** A process's end as the kernel tells its parent: seven bits of signal, above them eight bits of exit code. */
export function endOf(waitStatus: number): { exitCode: number | null; signal: string | null } {
  const signal = waitStatus & 0x7f;
  if (signal === 0) return { exitCode: (waitStatus >> 8) & 0xff, signal: null };
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
  return { exitCode: null, signal: name ?? `signal ${signal}` };
}
