import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { writeSecret } from './write-secret.js';

/** The port that `file` remembers when nobody holds it, else a free one, which `file` remembers from now on. */
export async function keptPort(file: string): Promise<number> {
  const kept = remembered(file);
  if (kept !== null && (await isFree(kept))) return kept;
  const port = await freePort();
  writeSecret(file, String(port));
  return port;
}

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Whether a server could listen there now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await listeningFails(port, host)) === null;
}

/** The error code with which a server that would listen there fails, such as EADDRINUSE; null when it could. */
export function listeningFails(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function remembered(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : null;
  } catch {
    return null;
  }
}
