import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { Problem } from './explain.mjs';

/**
 * Whether this process alone works with the clone from now on until it ends; false when another one does already. Packages and builds
 * must not change under a Hearth that runs from them.
 */
export function useClone(clone) {
  // An abstract socket: the kernel frees it when its process dies, so there is nothing stale to clean.
  const path = `\0hearth-clone-${createHash('sha256').update(clone).digest('hex').slice(0, 16)}`;
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen({ path }, () => {
      server.unref();
      resolve(true);
    });
  });
}

export function stopTheOther() {
  return new Problem(
    'Packages have changed, and Hearth runs from this clone: they cannot be replaced under it.',
    'Stop it with Ctrl-C where it runs, then do this again; or work in a clone of its own.',
  );
}
