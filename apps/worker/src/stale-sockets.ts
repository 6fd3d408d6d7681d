import { mkdir, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';

const prefix = 'worker-';

export function socketPath(folder: string, workerId: string): string {
  return join(folder, `${prefix}${workerId}`);
}

/** Removes the sockets of workers that were killed; those of living workers answer and stay. */
export async function removeStaleSockets(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const path = join(folder, name);
    if (!(await answers(path))) await rm(path, { force: true });
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
