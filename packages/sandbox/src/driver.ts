import type { Server } from 'node:net';
import type { Readable } from 'node:stream';

/** Starts isolated process trees on one machine. It knows processes, mounts, limits and addresses, and nothing of what runs inside. */
export interface SandboxDriver {
  readonly name: SandboxDriverName;
  /** What this driver cannot enforce here, one sentence each; empty when every limit holds. */
  readonly unenforced: readonly string[];
  /** Resolves when the first process has been started. Rejects with nothing left behind: no process, cgroup, mount or loop device. */
  start(spec: SandboxSpec): Promise<Sandbox>;
  /** Ends every sandbox that this driver started and its guard process. */
  close(): Promise<void>;
}

export type SandboxDriverName = 'crun' | 'runc' | 'bwrap';

export interface SandboxSpec {
  /** First process and its arguments, as paths inside the sandbox. */
  readonly argv: readonly string[];
  /** The whole environment: nothing of the caller's own is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Folders and files of the host that appear read-only inside, beside the system's /usr. */
  readonly readOnlyMounts: readonly { readonly source: string; readonly target: string }[];
  readonly memoryMegabytes: number;
  /** Share of CPU time in cores; 0.5 is half of one core. */
  readonly cpuCores: number;
  readonly maxProcesses: number;
  /** An image that `createTmpImage` made, mounted at /tmp; it outlives the sandbox, so a successor can be given the same one. */
  readonly tmp: TmpImage;
  /** TCP ports on 127.0.0.1 inside the sandbox's own network that the caller serves. No other address is reachable. */
  readonly listenPorts: readonly number[];
}

export interface Sandbox {
  /** Opaque; says nothing of what runs inside. */
  readonly id: string;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** The listening socket for one of `listenPorts`, to be handed to `http.Server.listen`. */
  listener(port: number): Server;
  /** Stops all processes inside from running until `thaw`. Takes well under a millisecond. */
  freeze(): void;
  thaw(): void;
  /**
   * From now on the sandbox ends by itself after `milliseconds`, even when the caller is dead or stopped; null lifts the deadline.
   * A backstop: the caller kills at its own, earlier deadline.
   */
  setDeadline(milliseconds: number | null): void;
  /** Changes the share of CPU time while processes run. */
  setCpuCores(cores: number): void;
  memory(): SandboxMemory;
  /** Kills every process inside, then removes all traces but the tmp image. Resolves once nothing is left; may be called twice. */
  kill(): Promise<void>;
  /** Resolves once, however the first process ended. Never rejects. */
  readonly ended: Promise<SandboxEnd>;
}

export interface SandboxMemory {
  readonly peakBytes: number;
  /** How many processes the kernel killed here because the memory limit was reached. */
  readonly outOfMemoryKills: number;
}

export interface SandboxEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly outOfMemory: boolean;
}

/** A disk image of a fixed size for /tmp; not a tmpfs, whose contents would count as the sandbox's memory. */
export interface TmpImage {
  readonly path: string;
  readonly megabytes: number;
}

export interface TmpImages {
  create(megabytes: number): Promise<TmpImage>;
  remove(image: TmpImage): Promise<void>;
}
