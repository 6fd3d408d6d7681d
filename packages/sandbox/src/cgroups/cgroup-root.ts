import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hierarchies, Hierarchy } from './hierarchies.js';
import { killCgroup, processesOf } from './kill-cgroup.js';

/** The folder below each hierarchy's mount point that holds everything of Hearth: <root>/<owner>/<sandbox>. */
export const cgroupRoot = 'hearth';

const delegated = '+memory +cpu +pids';

/** Makes this owner's folder in every hierarchy that holds a controller; throws where the file system refuses. */
export function makeOwnerCgroup(hierarchies: Hierarchies, owner: string): void {
  for (const hierarchy of new Set(Object.values(hierarchies.of))) {
    if (hierarchy.version === 2) delegate(hierarchy.mountPoint);
    const root = join(hierarchy.mountPoint, cgroupRoot);
    mkdirSync(join(root, owner), { recursive: true });
    if (hierarchy.version !== 2) continue;
    delegate(root);
    delegate(join(root, owner));
  }
}

/** Kills and removes every sandbox of one owner. Resolves with nothing left in any hierarchy. */
export async function removeOwnerCgroup({ of, all }: Hierarchies, owner: string): Promise<void> {
  const freezer = of.freezer;
  if (freezer) for (const folder of subfolders(ownerFolder(freezer, owner))) await killCgroup(folder, freezer.version);
  for (const hierarchy of all) {
    const folder = ownerFolder(hierarchy, owner);
    for (const sandbox of subfolders(folder)) removeTree(sandbox);
    removeTree(folder);
    removeFolder(join(hierarchy.mountPoint, cgroupRoot));
  }
}

/** The owners of which something is in any hierarchy, also those that another container knows. */
export function cgroupOwners({ all }: Hierarchies): string[] {
  return [...new Set(all.flatMap((hierarchy) => names(join(hierarchy.mountPoint, cgroupRoot))))];
}

function ownerFolder(hierarchy: Hierarchy, owner: string): string {
  return join(hierarchy.mountPoint, cgroupRoot, owner);
}

/**
 * Lets subfolders have limits of their own. In a container the mount point holds the container's processes, and version 2
 * refuses limits below a folder with processes: they move aside first.
 */
function delegate(folder: string): void {
  const file = join(folder, 'cgroup.subtree_control');
  try {
    writeFileSync(file, delegated);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    const aside = join(folder, `${cgroupRoot}-aside`);
    mkdirSync(aside, { recursive: true });
    for (const pid of processesOf(folder)) writeFileSync(join(aside, 'cgroup.procs'), String(pid));
    writeFileSync(file, delegated);
  }
}

function removeTree(folder: string): void {
  for (const inner of subfolders(folder)) removeTree(inner);
  removeFolder(folder);
}

/** Another worker's folders may still be in it. */
function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'EBUSY', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function subfolders(folder: string): string[] {
  return names(folder).map((name) => join(folder, name));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
