import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findHierarchies } from '../src/cgroups/hierarchies.js';
import { processesOf } from '../src/cgroups/kill-cgroup.js';
import type { Marks } from './traces.js';

const program = fileURLToPath(new URL('./victim-program.mjs', import.meta.url));

export type Scene = 'run-and-freeze' | 'deadline';

export interface VictimWorker {
  readonly pid: number;
  readonly guardPid: number;
  readonly marks: Marks;
  readonly died: Promise<unknown>;
}

/** A worker in a process of its own, to be killed, with one running and one frozen sandbox or with one under a deadline. */
export async function startVictim(driver: string, scene: Scene): Promise<VictimWorker> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'hearth-victim-'));
  const child = spawn(process.execPath, [program, driver, scene, stateFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const died = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    died.then(() => {
      throw new Error('The worker to be killed died by itself');
    }),
  ]);
  const pid = child.pid as number;
  const { guardPid, owner, registry } = guardOf(pid);
  const sandboxes = findHierarchies().all.flatMap(({ mountPoint }) => inside(join(mountPoint, 'hearth', owner)));
  const processes = [...new Set([...sandboxes, ...childrenOf(pid).filter((child) => child !== guardPid)])];
  return { pid, guardPid, died, marks: { owner, ownerFolder: join(registry, owner), stateFolder, processes } };
}

function guardOf(pid: number): { guardPid: number; owner: string; registry: string } {
  for (const child of childrenOf(pid)) {
    const words = readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0');
    if (words.some((word) => word.endsWith('guard.js'))) return { guardPid: child, ...JSON.parse(words.at(-2) ?? '') };
  }
  throw new Error('The worker to be killed has no guard');
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

function inside(folder: string): number[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? processesOf(join(folder, entry.name)) : [],
    );
  } catch {
    return [];
  }
}
