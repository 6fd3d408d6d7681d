import type { ServerResponse } from 'node:http';

/** How long a client may leave an answer that waits for it. Set as the server's timeout, which counts from the last byte that moved. */
export const stalledMilliseconds = 60_000;

/** Hangs up on a client that takes nothing of its answer. An answer that is still awaited from a function is nobody's fault. */
export function hangUpOnSlowReader(response: ServerResponse): void {
  response.on('timeout', (socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
}
