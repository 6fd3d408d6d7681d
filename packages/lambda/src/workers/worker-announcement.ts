/** What a worker says of itself while it lives; renewed by heartbeat, gone when the heartbeat stops. */
export interface WorkerAnnouncement {
  readonly id: string;
  /** Path of its Unix socket, or host:port once workers span machines. */
  readonly address: string;
  /** Runtimes it can run, by AWS's names. */
  readonly runtimes: readonly string[];
  readonly sandboxDriver: string;
  /** What its sandboxes cannot enforce, one sentence each; empty when all holds. */
  readonly unenforced: readonly string[];
  readonly memoryMegabytes: number;
  readonly startedAtMilliseconds: number;
}

/** Who is there to run functions. */
export interface WorkerDirectory {
  /** Repeat at least every second; an announcement is forgotten three seconds after its last renewal. */
  announce(worker: WorkerAnnouncement): Promise<void>;
  withdraw(workerId: string): Promise<void>;
  list(): Promise<readonly WorkerAnnouncement[]>;
}
