import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:net';
import type { Readable } from 'node:stream';
import type { Sandbox, SandboxEnd, SandboxMemory } from './driver.js';
import type { InitChannel } from './init/init-channel.js';
import type { Confinement } from './privileges/privileges.js';
import { endOf } from './wait-status.js';

interface SandboxParts {
  readonly id: string;
  /** The process that lives as long as the sandbox. */
  readonly command: ChildProcess;
  readonly channel: InitChannel;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly listeners: ReadonlyMap<number, Server>;
  readonly confinement: Confinement;
  /** Removes what is left when every process has ended. */
  readonly dismantle: () => Promise<void>;
}

export class RunningSandbox implements Sandbox {
  readonly id: string;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<SandboxEnd>;
  private readonly dismantled: Promise<void>;
  private lastMemory: SandboxMemory | undefined;

  constructor(private readonly parts: SandboxParts) {
    this.id = parts.id;
    this.stdout = parts.stdout;
    this.stderr = parts.stderr;
    this.ended = this.waitForEnd();
    this.dismantled = this.ended.then(() => parts.dismantle());
    this.dismantled.catch(() => {});
  }

  listener(port: number): Server {
    const server = this.parts.listeners.get(port);
    if (!server) throw new Error(`Port ${port} was not among the sandbox's listenPorts`);
    return server;
  }

  freeze(): void {
    if (!this.lastMemory) this.parts.confinement.freeze();
  }

  thaw(): void {
    if (!this.lastMemory) this.parts.confinement.thaw();
  }

  setDeadline(milliseconds: number | null): void {
    if (!this.lastMemory) this.parts.channel.setDeadline(milliseconds);
  }

  setCpuCores(cores: number): void {
    if (!this.lastMemory) this.parts.confinement.setCpuCores(cores);
  }

  memory(): SandboxMemory {
    return this.lastMemory ?? this.parts.confinement.memory();
  }

  async kill(): Promise<void> {
    if (!this.lastMemory) await this.parts.confinement.kill();
    await this.dismantled;
  }

  private async waitForEnd(): Promise<SandboxEnd> {
    const { command, channel, confinement } = this.parts;
    if (command.exitCode === null && command.signalCode === null) await once(command, 'exit');
    await channel.closed();
    this.lastMemory = confinement.memory();
    const outOfMemory = this.lastMemory.outOfMemoryKills > 0;
    if (channel.status === undefined) return { exitCode: null, signal: 'SIGKILL', outOfMemory };
    return { ...endOf(channel.status), outOfMemory };
  }
}
