import { isMainThread } from 'node:worker_threads';
import { findHierarchies } from '../cgroups/hierarchies.js';
import { CLONE_NEWNS, libc, MNT_DETACH, MS_PRIVATE, MS_REC } from './libc.js';

let entered = false;

/**
 * Gives the main thread, and every program it starts from now on, mounts of their own: they vanish with the last of them, however
 * it dies. A version 2 cgroup mount that holds no controller is taken out of sight, since crun before 1.27 refuses to run beside it.
 */
export function enterPrivateMounts(): void {
  if (entered) return;
  if (!isMainThread)
    throw new Error('A sandbox driver can be opened by the main thread only: it is the one that starts programs');
  libc.unshare(CLONE_NEWNS);
  libc.mount(null, '/', null, MS_REC | MS_PRIVATE, null);
  const { of, all } = findHierarchies();
  for (const hierarchy of all) {
    const serves = Object.values(of).some(({ mountPoint }) => mountPoint === hierarchy.mountPoint);
    if (hierarchy.version === 2 && !serves) libc.unmount(hierarchy.mountPoint, MNT_DETACH);
  }
  entered = true;
}
