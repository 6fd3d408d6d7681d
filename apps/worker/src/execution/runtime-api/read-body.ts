import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The connection ended before the body did. */
  | { readonly kind: 'truncated' };

/** Calls back exactly once. Never holds more than `bytesMax` and one chunk. */
export function readBody(request: IncomingMessage, bytesMax: number, done: (body: ReadBody) => void): void {
  if (Number(request.headers['content-length']) > bytesMax) {
    done({ kind: 'too-large' });
    return;
  }
  let chunks: Buffer[] = [];
  let bytes = 0;
  let settled = false;
  const settle = (body: ReadBody): void => {
    if (settled) return;
    settled = true;
    chunks = [];
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) settle({ kind: 'too-large' });
    else if (!settled) chunks.push(chunk);
  });
  request.on('end', () => settle({ kind: 'whole', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }));
  request.on('close', () => settle({ kind: 'truncated' }));
  request.on('error', () => settle({ kind: 'truncated' }));
}
