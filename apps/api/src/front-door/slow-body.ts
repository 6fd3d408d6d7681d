import type { IncomingMessage } from 'node:http';

const SECOND = 1000;
const intervalMilliseconds = 20 * SECOND;
/** As slow as nobody is who means to arrive: a gigabyte at this pace takes a year. */
const bytesMin = 1024;

/**
 * Hangs up on a client that lets its body trickle. Only the client's own slowness counts: while what has arrived waits to be read here, it
 * is not waited for.
 */
export function hangUpOnSlowBody(request: IncomingMessage): void {
  const { socket } = request;
  let bytesBefore = socket.bytesRead;
  const timer = setInterval(() => {
    const isWaitedFor = request.readableLength === 0 && !request.complete;
    if (isWaitedFor && socket.bytesRead - bytesBefore < bytesMin) socket.destroy();
    bytesBefore = socket.bytesRead;
  }, intervalMilliseconds).unref();
  for (const event of ['end', 'close'] as const) request.once(event, () => clearInterval(timer));
}
