import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox, SandboxDriver, SandboxDriverName, SandboxSpec } from './driver.js';
import { InitChannel } from './init/init-channel.js';
import type { Bundle, Isolation } from './isolation/isolation.js';
import { emptyPipe, pipeFrom } from './kernel/pipe.js';
import type { Privileges } from './privileges/privileges.js';
import type { Rootfs } from './rootfs.js';
import { RunningSandbox } from './running-sandbox.js';

/** Builds a sandbox's parts in order and takes them apart in reverse. */
export class LocalDriver implements SandboxDriver {
  readonly name: SandboxDriverName;
  readonly unenforced: readonly string[];
  private readonly sandboxes = new Set<Sandbox>();
  private closing = false;

  constructor(
    private readonly isolation: Isolation,
    private readonly privileges: Privileges,
    private readonly rootfs: Rootfs,
    private readonly folder: string,
  ) {
    this.name = isolation.name;
    this.unenforced = privileges.unenforced;
  }

  async start(spec: SandboxSpec): Promise<Sandbox> {
    const undo: (() => unknown)[] = [];
    const dismantle = async () => {
      for (let step = undo.pop(); step; step = undo.pop()) await step();
    };
    try {
      const sandbox = await this.build(spec, undo, dismantle);
      this.sandboxes.add(sandbox);
      undo.unshift(() => this.sandboxes.delete(sandbox));
      if (this.closing) await sandbox.kill();
      return sandbox;
    } catch (error) {
      await dismantle();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.sandboxes].map((sandbox) => sandbox.kill()));
    await this.privileges.release();
  }

  private async build(spec: SandboxSpec, undo: (() => unknown)[], dismantle: () => Promise<void>): Promise<Sandbox> {
    const id = randomBytes(8).toString('hex');
    const folder = join(this.folder, id);
    mkdirSync(folder, { mode: 0o711 });
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const staged = await this.privileges.stage(folder, spec.tmp, spec.readOnlyMounts);
    undo.push(() => staged.release());
    for (const { source, target } of spec.readOnlyMounts) this.rootfs.makeTarget(source, target);
    const { maxProcesses } = spec;
    const memoryMegabytes = this.privileges.countsMemory ? null : spec.memoryMegabytes;
    const bundle: Bundle = { id, folder, rootfs: this.rootfs, ...staged, maxProcesses, memoryMegabytes };
    const confinement = this.privileges.confine(id);
    undo.push(() => confinement.remove());

    const { command, channel, stdout, stderr } = this.launch(bundle);
    undo.push(() => this.isolation.forget(bundle));
    undo.push(() => endOf(command, channel));
    const died = this.rejectAtEnd(command, bundle, stderr);
    await Promise.race([channel.up(), died]);
    staged.detach();
    const pid = await Promise.race([this.isolation.initPid(bundle, command.pid as number), died]);
    await confinement.add(pid, spec, channel);
    const listeners = await this.privileges.listen(pid, spec.listenPorts);
    undo.push(() => {
      for (const server of listeners.values()) server.close();
    });
    await Promise.race([channel.start(spec), died]);
    return new RunningSandbox({ id, command, channel, stdout, stderr, listeners, confinement, dismantle });
  }

  /** Never resolves, and need not be awaited. */
  private rejectAtEnd(command: ChildProcess, bundle: Bundle, stderr: Readable): Promise<never> {
    const rejected = once(command, 'exit').then(async () => {
      await sleep(0);
      const words = [stderr.read(), this.isolation.failure(bundle)].join(' ').trim();
      throw new Error(`${this.name} did not start a sandbox: ${words}`);
    });
    rejected.catch(() => {});
    return rejected;
  }

  private launch(bundle: Bundle) {
    const [program = '', ...args] = this.isolation.command(bundle);
    const input = emptyPipe();
    const out = pipeFrom(bundle.uid);
    const err = pipeFrom(bundle.uid);
    const files = this.isolation.files().map((path) => openSync(path, 'r'));
    try {
      const command = spawn(program, args, {
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
        cwd: '/',
        detached: true,
        stdio: [input, out.writeEnd, err.writeEnd, 'pipe', ...files],
      });
      command.on('error', () => {});
      return { command, channel: new InitChannel(command.stdio[3] as Duplex), stdout: out.reader, stderr: err.reader };
    } finally {
      for (const fd of [input, out.writeEnd, err.writeEnd, ...files]) closeSync(fd);
    }
  }
}

/** Without its channel the first process ends, and with it the command. */
async function endOf(command: ChildProcess, channel: InitChannel): Promise<void> {
  channel.close();
  if (command.exitCode === null && command.signalCode === null) await once(command, 'exit');
}
