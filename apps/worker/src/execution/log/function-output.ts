import type { Readable } from 'node:stream';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { LogTail } from './log-tail.js';

/** What one sandbox may write per second before it has to wait: a flood costs its function time, not the worker. */
const bytesPerSecond = 16 * 1024 * 1024;
const windowMilliseconds = 50;
const bytesPerWindow = (bytesPerSecond * windowMilliseconds) / 1000;
/** What the kernel holds of both pipes at most, written and not read yet. */
const pipesBytes = 2 * 64 * 1024;

/** What a sandbox writes, read into a tail. Holds at most one chunk; a writer that is too fast blocks in its own write. */
export class FunctionOutput {
  #bytes = 0;
  #left = 0;
  #windowEnds = 0;
  #paused = false;

  constructor(
    private readonly streams: readonly Readable[],
    private readonly tail: LogTail,
  ) {
    for (const stream of streams) {
      stream.on('data', (chunk: Buffer) => this.#take(chunk));
      stream.on('error', () => stream.destroy());
    }
  }

  /** Resolves when all that was written before the call has been read, however much is written after it. */
  async readSoFar(): Promise<void> {
    const enough = this.#bytes + pipesBytes;
    for (let before = -1; (this.#paused || this.#bytes !== before) && this.#bytes < enough; ) {
      before = this.#bytes;
      if (this.#paused) await sleep(1);
      else await nextRound();
    }
  }

  #take(chunk: Buffer): void {
    this.tail.append(chunk);
    this.#bytes += chunk.length;
    const now = performance.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + windowMilliseconds;
      this.#left = bytesPerWindow;
    }
    this.#left -= chunk.length;
    if (this.#left > 0 || this.#paused) return;
    this.#paused = true;
    for (const stream of this.streams) stream.pause();
    setTimeout(() => this.#resume(), this.#windowEnds - now);
  }

  #resume(): void {
    this.#paused = false;
    for (const stream of this.streams) stream.resume();
  }
}
