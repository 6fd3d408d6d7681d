import type { SandboxDriverName } from '../driver.js';
import type { HostMount, Rootfs } from '../rootfs.js';

/** What one sandbox is made of, as paths of the host. */
export interface Bundle {
  readonly id: string;
  /** The sandbox's own folder, empty but for `tmp`. */
  readonly folder: string;
  readonly rootfs: Rootfs;
  readonly mounts: readonly HostMount[];
  /** Mounted at /tmp, writable. */
  readonly tmp: string;
  /** The user id outside that the sandbox's processes have. */
  readonly uid: number;
  readonly maxProcesses: number;
  /** To be enforced for each process where no cgroup enforces it for all together; else null. */
  readonly memoryMegabytes: number | null;
}

/** A program of the system that can start a process in namespaces of its own. */
export interface Isolation {
  readonly name: SandboxDriverName;
  /** The command whose process lives as long as the sandbox; it passes file descriptors 0 to 3 on. */
  command(bundle: Bundle): readonly string[];
  /** Files that the command reads, to be opened as descriptors 4 and up. */
  files(): readonly string[];
  /** The first process's number outside, once it runs. */
  initPid(bundle: Bundle, commandPid: number): Promise<number>;
  /** Why the command failed, beside what it wrote to stderr. */
  failure(bundle: Bundle): string;
  /** Removes what a killed command leaves behind. */
  forget(bundle: Bundle): void;
}
