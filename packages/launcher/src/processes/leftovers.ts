import { readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Leftover {
  readonly pid: number;
  readonly program: string;
}

/** Processes that run one of `programs` with `folder` as their working directory: those that an earlier, killed start left behind. */
export function leftoversIn(folder: string, programs: readonly string[]): Leftover[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const program = basename(readlinkSync(`/proc/${name}/exe`)).replace(/ \(deleted\)$/, '');
        return readlinkSync(`/proc/${name}/cwd`) === folder && programs.includes(program) ? [{ pid: Number(name), program }] : [];
      } catch {
        return [];
      }
    });
}

/** Ends the leftovers in `folder`: first politely, after `graceMs` by force. Resolves with how many there were, once none is left. */
export async function endLeftovers(
  folder: string,
  programs: readonly string[],
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<number> {
  const found = leftoversIn(folder, programs);
  const forceAtMs = Date.now() + graceMs;
  for (const { pid } of found) send(pid, signal);
  for (let left = found; left.length > 0; left = leftoversIn(folder, programs)) {
    await sleep(50);
    if (Date.now() > forceAtMs + 10_000)
      throw new Error(`cannot end ${left.map((process) => `${process.program} (${process.pid})`).join(', ')}`);
    if (Date.now() > forceAtMs) for (const { pid } of left) send(pid, 'SIGKILL');
  }
  return found.length;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between being seen and being signalled.
  }
}
