import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hierarchies } from './cgroups/hierarchies.js';
import { SandboxCgroup } from './cgroups/sandbox-cgroup.js';
import type { Sandbox, SandboxDriver, SandboxDriverName, SandboxSpec } from './driver.js';
import type { GuardProcess } from './guard/guard-process.js';
import { InitChannel } from './init/init-channel.js';
import type { Bundle, Isolation } from './isolation/isolation.js';
import { libc, MNT_DETACH } from './kernel/libc.js';
import { listenInside } from './kernel/listen-inside.js';
import { loopBusy } from './kernel/loop-mount.js';
import { pipeFrom } from './kernel/pipe.js';
import { ImageUids } from './owners/image-uids.js';
import type { Owner } from './owners/owner.js';
import { type Rootfs, sandboxUid } from './rootfs.js';
import { RunningSandbox } from './running-sandbox.js';

const LOOP_POLL_MILLISECONDS = 2;

/** Builds a sandbox's parts in order and takes them apart in reverse; the isolation starts the process in between. */
export class LocalDriver implements SandboxDriver {
  readonly name: SandboxDriverName;
  readonly unenforced: readonly string[] = [];
  private readonly imageUids: ImageUids;
  private readonly sandboxes = new Set<Sandbox>();

  constructor(
    private readonly isolation: Isolation,
    private readonly owner: Owner,
    private readonly guard: GuardProcess,
    private readonly rootfs: Rootfs,
    private readonly hierarchies: Hierarchies,
  ) {
    this.name = isolation.name;
    this.imageUids = new ImageUids(owner.uidRanges);
  }

  async start(spec: SandboxSpec): Promise<Sandbox> {
    const undo: (() => unknown)[] = [];
    const dismantle = async () => {
      for (let step = undo.pop(); step; step = undo.pop()) await step();
    };
    try {
      return await this.build(spec, undo, dismantle);
    } catch (error) {
      await dismantle();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.sandboxes].map((sandbox) => sandbox.kill()));
    await this.owner.release(this.hierarchies);
    await this.guard.close();
  }

  private async build(spec: SandboxSpec, undo: (() => unknown)[], dismantle: () => Promise<void>): Promise<Sandbox> {
    const id = randomBytes(8).toString('hex');
    const firstUid = this.imageUids.occupy(spec.tmp.path);
    undo.push(() => this.imageUids.leave(spec.tmp.path));
    const cgroup = new SandboxCgroup(this.hierarchies, this.owner.name, id);
    undo.push(() => cgroup.remove());
    const bundle = this.bundle(id, firstUid, spec);
    undo.push(() => rm(bundle.folder, { recursive: true, force: true }));
    const loop = await this.guard.mount(spec.tmp.path, bundle.tmp);
    undo.push(() => untilFree(loop));
    const detach = onlyOnce(() => libc.unmount(bundle.tmp, MNT_DETACH));
    undo.push(detach);

    const { command, channel, stdout, stderr } = this.launch(bundle);
    undo.push(() => this.isolation.forget(bundle));
    const gone = once(command, 'exit');
    undo.push(async () => {
      channel.close();
      if (command.exitCode === null && command.signalCode === null) await gone;
    });
    const died = gone.then(() => {
      throw new Error(`${this.name} did not start a sandbox: ${this.isolation.failure(bundle)}`);
    });
    died.catch(() => {});
    await Promise.race([channel.up(), died]);
    const pid = this.isolation.initPid(bundle);
    cgroup.limit(spec);
    await cgroup.add(pid);
    const listeners = listenInside(pid, spec.listenPorts);
    undo.push(() => {
      for (const server of listeners.values()) server.close();
    });
    detach();
    await Promise.race([channel.start(spec), died]);

    const sandbox = new RunningSandbox({ id, command, channel, stdout, stderr, listeners, cgroup, dismantle });
    this.sandboxes.add(sandbox);
    undo.unshift(() => this.sandboxes.delete(sandbox));
    return sandbox;
  }

  private bundle(id: string, firstUid: number, spec: SandboxSpec): Bundle {
    const folder = join(this.owner.folder, id);
    const tmp = join(folder, 'tmp');
    mkdirSync(tmp, { recursive: true });
    for (const { source, target } of spec.readOnlyMounts) this.rootfs.makeTarget(source, target);
    return {
      id,
      folder,
      tmp,
      firstUid,
      rootfs: this.rootfs,
      mounts: spec.readOnlyMounts,
      maxProcesses: spec.maxProcesses,
      cgroupPath: SandboxCgroup.path(this.owner.name, `${this.name}-${id}`),
    };
  }

  private launch(bundle: Bundle) {
    const [program = '', ...args] = this.isolation.command(bundle);
    const uid = bundle.firstUid + sandboxUid;
    const out = pipeFrom(uid);
    const err = pipeFrom(uid);
    try {
      const command = spawn(program, args, {
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
        detached: true,
        stdio: ['ignore', out.writeEnd, err.writeEnd, 'pipe'],
      });
      return { command, channel: new InitChannel(command.stdio[3] as Duplex), stdout: out.reader, stderr: err.reader };
    } finally {
      closeSync(out.writeEnd);
      closeSync(err.writeEnd);
    }
  }
}

/** Until then the image is still being written to, and must not be mounted again. */
async function untilFree(loop: number): Promise<void> {
  while (loopBusy(loop)) await sleep(LOOP_POLL_MILLISECONDS);
}

function onlyOnce(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
