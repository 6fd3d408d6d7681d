import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 1;
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Kills all processes of a cgroup, however many and frozen or not, and resolves when none is left.
 * In version 1 a frozen process cannot die, and a thawed one can fork faster than it is killed: freeze, kill each, thaw.
 */
export async function killCgroup(folder: string, version: 1 | 2): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (processesOf(folder).length > 0) {
    if (version === 2 && tryWrite(join(folder, 'cgroup.kill'), '1')) tryWrite(join(folder, 'cgroup.freeze'), '0');
    else killEach(folder, version);
    await sleep(POLL_MILLISECONDS);
    if (performance.now() > deadline) throw new Error(`Processes in ${folder} did not die: ${processesOf(folder).join(', ')}`);
  }
}

function killEach(folder: string, version: 1 | 2): void {
  const [file, frozen, thawed] = version === 1 ? ['freezer.state', 'FROZEN', 'THAWED'] : ['cgroup.freeze', '1', '0'];
  tryWrite(join(folder, file), frozen);
  for (const pid of processesOf(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  }
  tryWrite(join(folder, file), thawed);
}

export function processesOf(folder: string): number[] {
  try {
    return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function tryWrite(path: string, text: string): boolean {
  try {
    writeFileSync(path, text);
    return true;
  } catch {
    return false;
  }
}
