import type { IncomingMessage, ServerResponse } from 'node:http';

const SECOND = 1000;
const MEGABYTE = 1024 * 1024;

/** What a client may still send after it was answered, so that it reads the answer instead of a broken connection. */
const lingeringBytesMax = 64 * MEGABYTE;
const lingeringMilliseconds = 30 * SECOND;

/** Whether a client still means to send more than is worth reading for nothing. */
export function isTooMuchToPass(request: IncomingMessage): boolean {
  return !request.complete && Number(request.headers['content-length'] ?? 0) > lingeringBytesMax;
}

/** Reads on what is left of a body after its answer, so that the connection can serve the next request; not for ever. */
export function passUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return void request.resume();
    let leftBytes = lingeringBytesMax;
    const end = setTimeout(() => request.socket.destroy(), lingeringMilliseconds).unref();
    request.on('data', (piece: Buffer) => {
      leftBytes -= piece.length;
      if (leftBytes < 0) request.socket.destroy();
    });
    request.once('close', () => clearTimeout(end));
    request.once('end', () => clearTimeout(end));
    request.resume();
  });
}
