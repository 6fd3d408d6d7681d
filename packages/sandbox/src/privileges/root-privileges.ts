import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hierarchies } from '../cgroups/hierarchies.js';
import { SandboxCgroup } from '../cgroups/sandbox-cgroup.js';
import type { TmpImage } from '../driver.js';
import type { GuardProcess } from '../guard/guard-process.js';
import { libc, MNT_DETACH, MS_BIND, MS_REC } from '../kernel/libc.js';
import { listenInside } from '../kernel/listen-inside.js';
import { loopHolds } from '../kernel/loop-mount.js';
import { ImageUids } from '../owners/image-uids.js';
import type { Owner } from '../owners/owner.js';
import { type HostMount, sandboxUid } from '../rootfs.js';
import type { Confinement, Privileges, Staged } from './privileges.js';

const LOOP_POLL_MILLISECONDS = 2;

/** Everything holds: cgroups, user ids of its own for each sandbox, disk images of a fixed size. */
export class RootPrivileges implements Privileges {
  readonly unenforced = [];
  readonly countsMemory = true;
  private readonly imageUids: ImageUids;

  constructor(
    private readonly owner: Owner,
    private readonly guard: GuardProcess,
    private readonly hierarchies: Hierarchies,
  ) {
    this.imageUids = new ImageUids(owner.uidRanges);
  }

  /**
   * All below one mount, which a single call detaches; not the sandbox's folder itself, which the isolation still works in then.
   * The sources appear here because the folders above them may be closed to the sandbox's user.
   */
  async stage(bundleFolder: string, image: TmpImage, mounts: readonly HostMount[]): Promise<Staged> {
    const uid = this.imageUids.occupy(image.path) + sandboxUid;
    const folder = join(bundleFolder, 'host');
    let loop: number | undefined;
    let attached = false;
    const detach = () => {
      if (attached) libc.unmount(folder, MNT_DETACH);
      attached = false;
    };
    const release = async () => {
      detach();
      while (loop !== undefined && loopHolds(loop, image.path)) await sleep(LOOP_POLL_MILLISECONDS);
      this.imageUids.leave(image.path);
    };
    try {
      mkdirSync(folder);
      bind(folder, folder);
      attached = true;
      const tmp = join(folder, 'tmp');
      mkdirSync(tmp);
      loop = await this.guard.mount(image.path, tmp);
      const staged = mounts.map(({ source, target }, index) => ({
        source: stageOne(source, join(folder, `mount${index}`)),
        target,
      }));
      return { tmp, mounts: staged, uid, detach, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  confine(id: string): Confinement {
    return new SandboxCgroup(this.hierarchies, this.owner.name, id);
  }

  async listen(pid: number, ports: readonly number[]): Promise<Map<number, Server>> {
    return listenInside(pid, ports);
  }

  async release(): Promise<void> {
    await this.owner.release(this.hierarchies);
    await this.guard.close();
  }
}

function stageOne(source: string, target: string): string {
  if (statSync(source).isDirectory()) mkdirSync(target);
  else writeFileSync(target, '');
  bind(source, target);
  return target;
}

function bind(source: string, target: string): void {
  libc.mount(source, target, null, MS_BIND | MS_REC, null);
}
