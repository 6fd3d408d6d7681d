import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no HTTP, and closes: nobody can tell where the next request begins. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (refused.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const message = JSON.stringify({ message: 'The request could not be read.' });
  socket.end(
    [
      `HTTP/1.1 ${statuses[error.code ?? ''] ?? '400 Bad Request'}`,
      `Date: ${new Date().toUTCString()}`,
      'Content-Type: application/json',
      `Content-Length: ${message.length}`,
      `x-amzn-RequestId: ${randomUUID()}`,
      'x-amzn-ErrorType: MalformedHttpRequestException',
      'Connection: close',
      '',
      message,
    ].join('\r\n'),
  );
}

const refused = new WeakSet<Socket>();

/** Says that a connection has its last answer already: whatever else arrives on it is answered no more. */
export function lastAnswerOn(socket: Socket): void {
  refused.add(socket);
}
