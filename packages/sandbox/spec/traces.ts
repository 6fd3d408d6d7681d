import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findHierarchies } from '../src/cgroups/hierarchies.js';

const PATIENCE_MILLISECONDS = 10_000;

/** By what a worker's sandboxes can be known from outside. */
export interface Marks {
  readonly owner: string;
  readonly ownerFolder: string;
  readonly stateFolder: string;
  readonly processes: readonly number[];
}

const aspects = {
  processes: ({ processes }: Marks) => processes.filter(isAlive),
  cgroups: ({ owner }: Marks) =>
    findHierarchies()
      .all.map(({ mountPoint }) => join(mountPoint, 'hearth', owner))
      .filter(existsSync),
  loopDevices: ({ stateFolder }: Marks) => loopBackings().filter((path) => path.startsWith(stateFolder)),
  folder: ({ ownerFolder }: Marks) => [ownerFolder].filter(existsSync),
  images: ({ stateFolder }: Marks) => subfolders(join(stateFolder, 'tmp-images')),
};

/** Fails naming what is still there after ten seconds. */
export async function untilGone(marks: Marks, ...wanted: (keyof typeof aspects)[]): Promise<void> {
  const asked = wanted.length > 0 ? wanted : (Object.keys(aspects) as (keyof typeof aspects)[]);
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const left = asked.flatMap((aspect): readonly (string | number)[] => aspects[aspect](marks));
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Left behind: ${left.join(', ')}`);
    await sleep(10);
  }
}

/** What this process and its sandboxes hold of the machine right now. */
export function holdings(stateFolder: string) {
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').split('\n').length,
    children: readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').length,
    loopDevices: loopBackings().filter((path) => path.startsWith(stateFolder)),
  };
}

/** A zombie has ended; that its parent does not take notice is not the sandbox's affair. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function loopBackings(): string[] {
  return readdirSync('/sys/block').flatMap((device) => {
    const file = join('/sys/block', device, 'loop/backing_file');
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : [];
  });
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
