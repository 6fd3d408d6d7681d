import { join } from 'node:path';
import { cgroupRoot, makeOwnerCgroup } from './cgroups/cgroup-root.js';
import { findHierarchies } from './cgroups/hierarchies.js';
import { chooseDriver } from './choose-driver.js';
import type { SandboxDriver } from './driver.js';
import { GuardProcess } from './guard/guard-process.js';
import { Bubblewrap } from './isolation/bubblewrap.js';
import { OciRuntime } from './isolation/oci-runtime.js';
import { closeOnExec } from './kernel/close-on-exec.js';
import { enterPrivateMounts } from './kernel/private-mounts.js';
import { LocalDriver } from './local-driver.js';
import type { SandboxOptions } from './options.js';
import { Owner } from './owners/owner.js';
import { RootPrivileges } from './privileges/root-privileges.js';
import { Rootfs } from './rootfs.js';

/** Below /run, which every user may pass through and which is empty after a restart of the machine. */
const registry = '/run/hearth-sandboxes';

/**
 * Opens the driver for this machine, after removing what dead workers left behind. From then on the calling thread, which must be
 * the main one, and the programs that it starts see the mounts of a namespace of their own.
 */
export async function openDriver({ preference, stateFolder }: SandboxOptions): Promise<SandboxDriver> {
  const name = chooseDriver(preference);
  closeOnExec();
  enterPrivateMounts();
  const hierarchies = findHierarchies();
  const owner = await Owner.claim(registry, hierarchies);
  makeOwnerCgroup(hierarchies, owner.name);
  const guard = new GuardProcess({ registry, owner: owner.name, stateFolder });
  const rootfs = new Rootfs(join(owner.folder, 'rootfs'));
  const isolation =
    name === 'bwrap'
      ? new Bubblewrap(owner.folder, true)
      : new OciRuntime(name, join(owner.folder, 'state'), join('/', cgroupRoot, owner.name));
  return new LocalDriver(isolation, new RootPrivileges(owner, guard, hierarchies), rootfs, owner.folder);
}
