import type { Server } from 'node:net';
import type { TmpImage } from '../driver.js';
import type { GuardProcess } from '../guard/guard-process.js';
import { listenByHelper } from '../kernel/listen-by-helper.js';
import type { Owner } from '../owners/owner.js';
import type { HostMount } from '../rootfs.js';
import type { Confinement, Privileges, Staged } from './privileges.js';
import { SignalConfinement } from './signal-confinement.js';

/** Without root the boundary holds, but not every limit: a mode for development. */
export class UserPrivileges implements Privileges {
  readonly unenforced = [
    'Memory is limited for each process and only to about 1 GB above its size, and running out of it is not told apart from other ends.',
    'CPU time is not limited.',
    'The size of /tmp is not limited.',
    'A frozen sandbox could thaw itself.',
    'All sandboxes have the user id of the worker.',
  ];
  readonly countsMemory = false;

  constructor(
    private readonly owner: Owner,
    private readonly guard: GuardProcess,
  ) {}

  async stage(_folder: string, image: TmpImage, mounts: readonly HostMount[]): Promise<Staged> {
    return { tmp: image.path, mounts, uid: process.getuid?.() ?? 0, detach: () => {}, release: async () => {} };
  }

  confine(): Confinement {
    return new SignalConfinement();
  }

  async listen(pid: number, ports: readonly number[]): Promise<Map<number, Server>> {
    return ports.length === 0 ? new Map() : listenByHelper(pid, ports);
  }

  async release(): Promise<void> {
    await this.owner.release({ of: {}, all: [] });
    await this.guard.close();
  }
}
