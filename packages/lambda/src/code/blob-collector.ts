import { once } from 'node:events';

/** Content by hash, as whoever removes it sees it. */
export interface CollectableBlobs {
  /** The hashes of what was neither put nor renewed since, in batches. */
  untouchedSince(time: Date): AsyncIterable<readonly string[]>;
  /** Removes a blob unless it was put or renewed since; both at once end with the blob kept. A reader goes on reading. */
  removeUntouched(sha256Hex: string, since: Date): Promise<boolean>;
  /** Removes what was begun to be written before then and never finished. */
  removeUnfinished(since: Date): Promise<void>;
}

/** Everybody who refers to blobs. */
export interface BlobUsers {
  /** Which of these somebody needs. */
  needed(sha256Hexes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Runs `work`, or does nothing while any other process runs its own. */
  alone(work: () => Promise<void>): Promise<void>;
}

const HOUR = 60 * 60 * 1000;

/**
 * Removes content that nobody refers to any more, an hour after it was last put or renewed: whoever is about to refer to it has put or
 * renewed it just before. A crash anywhere leaves either the content or nothing, and the next collection goes on.
 */
export class BlobCollector {
  readonly #stopping = new AbortController();
  readonly #stopped = once(this.#stopping.signal, 'abort');
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly blobs: CollectableBlobs,
    private readonly users: BlobUsers,
    private readonly onError: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Collects now and every hour. */
  start(): void {
    this.#running = this.#repeat();
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async collect(): Promise<void> {
    await this.users.alone(async () => {
      const since = new Date(this.now() - HOUR);
      await this.blobs.removeUnfinished(since);
      for await (const batch of this.blobs.untouchedSince(since)) {
        if (this.#stopping.signal.aborted) return;
        const needed = await this.users.needed(batch);
        for (const sha256Hex of batch) if (!needed.has(sha256Hex)) await this.blobs.removeUntouched(sha256Hex, since);
      }
    });
  }

  async #repeat(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.collect().catch(this.onError);
      let timer: NodeJS.Timeout | undefined;
      const hour = new Promise((resolve) => {
        timer = setTimeout(resolve, HOUR);
      });
      await Promise.race([hour, this.#stopped]);
      clearTimeout(timer);
    }
  }
}
