import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AnswerHead } from '@hearth/lambda';
import { isStillWaiting } from '../../../front-door/awaited-body.js';

type Headers = Readonly<Record<string, string>>;

/**
 * Sends a head as the function gave it. Headers in `own` are the platform's and win. A client that was not asked for its body may send it
 * or not: what comes next on the connection could be either.
 */
function sendHead(response: ServerResponse, { status, headers, cookies }: AnswerHead, own: Headers): void {
  response.writeHead(status, {
    ...headers,
    ...own,
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
    ...(isStillWaiting(response.req) && { connection: 'close' }),
  });
}

export function sendWhole(response: ServerResponse, head: AnswerHead, body: Buffer, own: Headers): void {
  const hasBody = head.status !== 204 && head.status !== 304;
  sendHead(response, head, { ...own, ...(hasBody && { 'content-length': String(body.length) }) });
  response.end(hasBody ? body : undefined);
}

/** Sends what comes, as fast as the client takes it. A body that breaks off breaks the connection off: the client must not take it for whole. */
export async function sendStream(
  response: ServerResponse,
  head: AnswerHead,
  body: AsyncIterable<Uint8Array>,
  own: Headers,
): Promise<void> {
  sendHead(response, head, own);
  response.flushHeaders();
  await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 0 }), response).catch(() => response.destroy());
}
