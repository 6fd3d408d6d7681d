import type { WorkerAnnouncement, WorkerDirectory } from '@hearth/lambda';
import { WorkerConnection } from './worker-connection.js';

export interface KnownWorker {
  readonly announcement: WorkerAnnouncement;
  readonly connection: WorkerConnection;
}

/** For how long a list is used without asking the directory again. */
const freshMilliseconds = 500;
/** A list this old may name nobody who still lives: the directory itself forgets sooner. */
const staleMilliseconds = 3000;

/** The workers of the directory with a connection to each. While the directory cannot be read, the last list stands. */
export class KnownWorkers {
  #workers = new Map<string, KnownWorker>();
  #readAtMilliseconds = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #failure: unknown;

  constructor(
    private readonly directory: WorkerDirectory,
    private readonly onGone: (workerId: string) => void,
  ) {}

  /** Waits for the directory only while no worker is known or the list is stale; otherwise it is renewed behind the caller's back. */
  async list(): Promise<readonly KnownWorker[]> {
    const ageMilliseconds = performance.now() - this.#readAtMilliseconds;
    if (ageMilliseconds > freshMilliseconds) {
      const reading = this.#read();
      if (this.#workers.size === 0 || ageMilliseconds > staleMilliseconds) await reading;
    }
    if (this.#workers.size === 0 && this.#failure !== undefined) throw this.#failure;
    return [...this.#workers.values()];
  }

  /** Strikes a worker that did not answer off the list and out of the directory; one that lives announces itself again within a second. */
  async strike(workerId: string): Promise<void> {
    const known = this.#workers.get(workerId);
    if (!known) return;
    this.#workers.delete(workerId);
    this.#readAtMilliseconds = Number.NEGATIVE_INFINITY;
    this.onGone(workerId);
    known.connection.closeWhenIdle();
    await this.directory.withdraw(workerId).catch(() => {});
  }

  close(): void {
    for (const { connection } of this.#workers.values()) connection.close();
    this.#workers.clear();
  }

  #read(): Promise<void> {
    this.#reading ??= this.directory
      .list()
      .then((announcements) => {
        this.#failure = undefined;
        this.#adopt(announcements);
      })
      .catch((failure: unknown) => {
        this.#failure = failure;
      })
      .finally(() => {
        this.#readAtMilliseconds = performance.now();
        this.#reading = undefined;
      });
    return this.#reading;
  }

  /** A worker that is no longer announced keeps its connection until its last answer: it may be draining. */
  #adopt(announcements: readonly WorkerAnnouncement[]): void {
    const before = this.#workers;
    this.#workers = new Map();
    for (const announcement of announcements) {
      const known = before.get(announcement.id);
      const connection =
        known?.announcement.address === announcement.address ? known.connection : new WorkerConnection(announcement.address);
      this.#workers.set(announcement.id, { announcement, connection });
      before.delete(announcement.id);
    }
    for (const [id, { connection }] of before) {
      this.onGone(id);
      connection.closeWhenIdle();
    }
  }
}
