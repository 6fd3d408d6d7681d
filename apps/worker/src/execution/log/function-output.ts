import type { Readable } from 'node:stream';
import type { LogTail } from './log-tail.js';

/** What one sandbox may write per second before it has to wait: a flood costs its function time, not the worker. */
const bytesPerSecond = 16 * 1024 * 1024;
const windowMilliseconds = 50;
const bytesPerWindow = (bytesPerSecond * windowMilliseconds) / 1000;

/** Reads what a sandbox writes into `tail`. Holds at most one chunk; a writer that is too fast blocks in its own write. */
export function readOutput(streams: readonly Readable[], tail: LogTail): void {
  let windowEnds = 0;
  let left = 0;
  const readOn = (): void => {
    for (const stream of streams) stream.resume();
  };
  for (const stream of streams) {
    stream.on('data', (chunk: Buffer) => {
      tail.append(chunk);
      const now = performance.now();
      if (now >= windowEnds) {
        windowEnds = now + windowMilliseconds;
        left = bytesPerWindow;
      }
      const wasOpen = left > 0;
      left -= chunk.length;
      if (left > 0 || !wasOpen) return;
      for (const writer of streams) writer.pause();
      setTimeout(readOn, windowEnds - now);
    });
    stream.on('error', () => stream.destroy());
  }
}
