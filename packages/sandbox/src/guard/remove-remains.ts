import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findHierarchies } from '../cgroups/hierarchies.js';
import { libc, MNT_DETACH } from '../kernel/libc.js';
import { removeDeadOwner } from '../owners/owner.js';
import { removeAbandonedImages } from '../tmp-image-store.js';
import type { GuardSetup } from './guard-messages.js';

/** What a guard does once its worker is gone. Does nothing to an owner that was released in good order. */
export async function removeRemains({ registry, owner, stateFolder }: GuardSetup): Promise<void> {
  const folder = `${join(registry, owner)}/`;
  for (const mountPoint of mountPoints()) if (mountPoint.startsWith(folder)) libc.unmount(mountPoint, MNT_DETACH);
  await removeDeadOwner(registry, owner, findHierarchies());
  await removeAbandonedImages(stateFolder);
}

function mountPoints(): string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.flatMap((line) => line.split(' ')[4] ?? []).reverse();
}
