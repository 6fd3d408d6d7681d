import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupOwners, removeOwnerCgroup } from '../cgroups/cgroup-root.js';
import type { Hierarchies } from '../cgroups/hierarchies.js';
import { FileLock } from '../kernel/file-lock.js';
import { UidRanges } from './uid-ranges.js';

const lockFile = 'lock';

/**
 * One driver's claim on this machine: a name for its cgroups, a folder for what its sandboxes are made of, and a block of
 * user ids that no other living owner has. All three are its own for as long as it holds the folder's lock.
 */
export class Owner {
  private constructor(
    readonly name: string,
    readonly folder: string,
    readonly uidRanges: UidRanges,
    private readonly lock: FileLock,
  ) {}

  /** Removes what owners left behind that died without a guard, then claims. `registry` is the same folder for all owners. */
  static async claim(registry: string, hierarchies: Hierarchies): Promise<Owner> {
    mkdirSync(registry, { recursive: true, mode: 0o711 });
    return FileLock.hold(join(registry, lockFile), async () => {
      for (const name of ownersIn(registry)) await removeDeadOwner(registry, name, hierarchies);
      const ranges = UidRanges.unclaimed([...ownersIn(registry), ...cgroupOwners(hierarchies)].map(blockOf));
      const name = `${ranges.block}-${randomBytes(8).toString('hex')}`;
      const folder = join(registry, name);
      mkdirSync(folder, { mode: 0o711 });
      const lock = FileLock.tryTake(join(folder, lockFile));
      if (!lock) throw new Error(`The new folder ${folder} is locked by another process`);
      return new Owner(name, folder, ranges, lock);
    });
  }

  /** Ends every process in the owner's cgroups and removes them and the folder. */
  async release(hierarchies: Hierarchies): Promise<void> {
    await removeOwnerCgroup(hierarchies, this.name);
    rmSync(this.folder, { recursive: true, force: true });
    this.lock.release();
  }
}

/** Does nothing to an owner that lives, or that another process is removing right now. */
export async function removeDeadOwner(registry: string, name: string, hierarchies: Hierarchies): Promise<void> {
  const folder = join(registry, name);
  if (!existsSync(folder)) return;
  const lock = FileLock.tryTake(join(folder, lockFile));
  if (!lock) return;
  try {
    await removeOwnerCgroup(hierarchies, name);
    rmSync(folder, { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

function ownersIn(registry: string): string[] {
  return readdirSync(registry, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function blockOf(owner: string): number {
  return Number(owner.split('-')[0]);
}
