import { createConnection, createServer, type Server } from 'node:net';
import type { Endpoints } from '../settings/endpoints.js';
import { fingerprint } from '../settings/places.js';

/** What a running start tells whoever asks. */
export interface StartReport extends Endpoints {
  readonly pid: number;
  readonly startedAt: string;
  readonly processes: readonly {
    readonly name: string;
    readonly state: string;
    readonly pid: number | null;
    readonly restarts: number;
  }[];
}

export interface OnlyStart {
  end(): void;
}

// An abstract socket: the kernel lets one process have it and frees it when that one dies, so there is nothing stale to clean.
function address(home: string): string {
  return `\0hearth-${fingerprint(home)}`;
}

/** Makes this process the one that runs the installation in `home`, and answers who asks for its report; null when another is. */
export function becomeOnlyStart(home: string, report: () => StartReport): Promise<OnlyStart | null> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(JSON.stringify(report()));
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen({ path: address(home) }, () => {
      server.unref();
      resolve({ end: () => server.close() });
    });
  });
}

/** The report of the process that runs the installation in `home`, or null when none does. */
export function runningStart(home: string): Promise<StartReport | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: address(home), timeout: 2_000 });
    let text = '';
    const give = () => {
      socket.destroy();
      resolve(text ? JSON.parse(text) : null);
    };
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket
      .once('end', give)
      .once('timeout', give)
      .once('error', () => resolve(null));
  });
}
