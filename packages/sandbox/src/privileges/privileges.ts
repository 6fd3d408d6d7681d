import type { Server } from 'node:net';
import type { SandboxMemory, SandboxSpec, TmpImage } from '../driver.js';
import type { InitChannel } from '../init/init-channel.js';
import type { HostMount } from '../rootfs.js';

/** What the worker may do on this machine decides how a sandbox is held: as root by the kernel's strongest means, else by lesser ones. */
export interface Privileges {
  /** What cannot be enforced, one sentence each. */
  readonly unenforced: readonly string[];
  /** Whether a cgroup counts a sandbox's memory; else its processes are limited one by one. */
  readonly countsMemory: boolean;
  /** Brings what a sandbox will mount to where the isolation can read it. Once staged, the image belongs to this sandbox alone. */
  stage(folder: string, tmp: TmpImage, mounts: readonly HostMount[]): Promise<Staged>;
  confine(id: string): Confinement;
  /** Opens listening sockets on 127.0.0.1 in the process's network. */
  listen(pid: number, ports: readonly number[]): Promise<Map<number, Server>>;
  /** Gives up everything, once no sandbox is left. */
  release(): Promise<void>;
}

export interface Staged {
  readonly tmp: string;
  readonly mounts: readonly HostMount[];
  /** The user id outside that the sandbox's processes are to have. */
  readonly uid: number;
  /** To be called once the sandbox has its own mounts; those vanish with it. May be called twice. */
  detach(): void;
  /** Resolves when the image may be given to a successor. */
  release(): Promise<void>;
}

/** Holds the processes of one sandbox. */
export interface Confinement {
  /** Takes the first process, before it starts any other; the channel leads to it. */
  add(
    pid: number,
    limits: Pick<SandboxSpec, 'memoryMegabytes' | 'cpuCores' | 'maxProcesses'>,
    channel: InitChannel,
  ): Promise<void>;
  freeze(): void;
  thaw(): void;
  setCpuCores(cores: number): void;
  memory(): SandboxMemory;
  /** Kills every process inside, frozen or not. Resolves when none is left. */
  kill(): Promise<void>;
  /** Kills what still runs, and removes all traces. */
  remove(): Promise<void>;
}
