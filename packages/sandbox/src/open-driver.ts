import { join } from 'node:path';
import { cgroupRoot, makeOwnerCgroup } from './cgroups/cgroup-root.js';
import { findHierarchies, requireControllers } from './cgroups/hierarchies.js';
import { chooseDriver } from './choose-driver.js';
import type { SandboxDriver, SandboxDriverName } from './driver.js';
import { GuardProcess } from './guard/guard-process.js';
import { Bubblewrap } from './isolation/bubblewrap.js';
import type { Isolation } from './isolation/isolation.js';
import { OciRuntime } from './isolation/oci-runtime.js';
import { closeOnExec } from './kernel/close-on-exec.js';
import { enterPrivateMounts } from './kernel/private-mounts.js';
import { LocalDriver } from './local-driver.js';
import type { SandboxOptions } from './options.js';
import { Owner } from './owners/owner.js';
import { RootPrivileges } from './privileges/root-privileges.js';
import { UserPrivileges } from './privileges/user-privileges.js';
import { Rootfs } from './rootfs.js';

/** Below /run, which every user may pass through and which is empty after a restart of the machine. */
const rootRegistry = '/run/hearth-sandboxes';

/**
 * Opens the driver for this machine, after removing what dead workers left behind. As root, the calling thread, which must be the
 * main one, and the programs that it starts see the mounts of a namespace of their own from then on.
 */
export async function openDriver({ preference, stateFolder }: SandboxOptions): Promise<SandboxDriver> {
  const name = chooseDriver(preference);
  closeOnExec();
  return process.getuid?.() === 0 ? openAsRoot(name, stateFolder) : openAsUser(stateFolder);
}

async function openAsRoot(name: SandboxDriverName, stateFolder: string): Promise<SandboxDriver> {
  enterPrivateMounts();
  const hierarchies = findHierarchies();
  requireControllers(hierarchies);
  const owner = await Owner.claim(rootRegistry, hierarchies);
  try {
    makeOwnerCgroup(hierarchies, owner.name);
    const rootfs = new Rootfs(join(owner.folder, 'rootfs'));
    const guard = new GuardProcess({ worker: process.pid, registry: rootRegistry, owner: owner.name, stateFolder });
    return new LocalDriver(isolationOf(name, owner), new RootPrivileges(owner, guard, hierarchies), rootfs, owner.folder);
  } catch (error) {
    await owner.release(hierarchies);
    throw error;
  }
}

async function openAsUser(stateFolder: string): Promise<SandboxDriver> {
  const registry = join(stateFolder, 'sandboxes');
  const owner = await Owner.claim(registry, { of: {}, all: [] });
  const rootfs = new Rootfs(join(owner.folder, 'rootfs'));
  const guard = new GuardProcess({ worker: process.pid, registry, owner: owner.name, stateFolder });
  return new LocalDriver(new Bubblewrap(owner.folder, false), new UserPrivileges(owner, guard), rootfs, owner.folder);
}

function isolationOf(name: SandboxDriverName, owner: Owner): Isolation {
  if (name === 'bwrap') return new Bubblewrap(owner.folder, true);
  return new OciRuntime(name, join(owner.folder, 'state'), join('/', cgroupRoot, owner.name));
}
