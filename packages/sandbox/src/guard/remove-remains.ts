import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findHierarchies } from '../cgroups/hierarchies.js';
import { libc, MNT_DETACH } from '../kernel/libc.js';
import { removeDeadOwner } from '../owners/owner.js';
import { removeAbandonedImages } from '../tmp-image-store.js';
import type { GuardSetup } from './guard-messages.js';

const POLL_MILLISECONDS = 2;

/**
 * What a guard does once its worker has let go of it. Does nothing to an owner that was released in good order.
 * A dying worker's locks are free only when its children have another parent; its channel closes a moment before.
 */
export async function removeRemains({ worker, registry, owner, stateFolder }: GuardSetup): Promise<void> {
  const folder = `${join(registry, owner)}/`;
  while (process.ppid === worker && existsSync(folder)) await sleep(POLL_MILLISECONDS);
  for (const mountPoint of mountPoints()) if (mountPoint.startsWith(folder)) libc.unmount(mountPoint, MNT_DETACH);
  await removeDeadOwner(registry, owner, findHierarchies());
  await removeAbandonedImages(stateFolder);
}

function mountPoints(): string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.flatMap((line) => line.split(' ')[4] ?? []).reverse();
}
