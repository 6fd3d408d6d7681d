import { mkdir, rmdir, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const renewMilliseconds = 2000;
const abandonedMilliseconds = 15_000;

/** Runs `work` while no other process does so under the same path. A lock whose holder died is taken over within seconds. */
export async function holdingFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await made(path))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedMilliseconds) await rmdir(path).catch(() => {});
    else await sleep(200);
  }
  const renewal = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), renewMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await rmdir(path).catch(() => {});
  }
}

async function made(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
