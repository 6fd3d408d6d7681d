import type { WorkerAnnouncement, WorkerDirectory } from '@hearth/lambda';

const announceMilliseconds = 1000;

/** Keeps a worker in the directory for as long as it serves. */
export class Presence {
  #timer: NodeJS.Timeout | undefined;
  #lastFailed = false;

  constructor(
    private readonly directory: WorkerDirectory,
    private readonly announcement: WorkerAnnouncement,
    /** Hears of the first failure of a series: the directory comes back by itself. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  async start(): Promise<void> {
    await this.#announce();
    this.#timer = setInterval(() => void this.#announce(), announceMilliseconds);
  }

  /** From the moment it resolves no new invocation is sent here by who looks the worker up. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.directory.withdraw(this.announcement.id).catch(this.onFailure);
  }

  async #announce(): Promise<void> {
    try {
      await this.directory.announce(this.announcement);
      this.#lastFailed = false;
    } catch (error) {
      if (!this.#lastFailed) this.onFailure(error);
      this.#lastFailed = true;
    }
  }
}
