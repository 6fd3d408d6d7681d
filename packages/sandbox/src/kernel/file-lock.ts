import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { libc } from './libc.js';

const LOCK_EX = 2;
const LOCK_NB = 4;
const POLL_MILLISECONDS = 5;

/** An exclusive lock that the kernel drops when its process dies, however it dies and in whatever container. */
export class FileLock {
  private constructor(private readonly fd: number) {}

  /** Null when another process, or another holder in this one, has it. */
  static tryTake(path: string): FileLock | null {
    const fd = openSync(path, 'a', 0o600);
    try {
      libc.flock(fd, LOCK_EX | LOCK_NB);
      return new FileLock(fd);
    } catch {
      closeSync(fd);
      return null;
    }
  }

  static async hold<T>(path: string, work: () => Promise<T>): Promise<T> {
    let lock = FileLock.tryTake(path);
    for (; !lock; lock = FileLock.tryTake(path)) await sleep(POLL_MILLISECONDS);
    try {
      return await work();
    } finally {
      lock.release();
    }
  }

  release(): void {
    closeSync(this.fd);
  }
}
