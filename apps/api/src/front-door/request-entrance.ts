import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { awaitedBody } from './awaited-body.js';
import { lastAnswerOn } from './client-error.js';
import { clientOf } from './client-of.js';
import type { FunctionUrlDoor } from './function-url-door.js';
import { isAmbiguous } from './is-ambiguous.js';
import { hangUpOnSlowBody } from './slow-body.js';
import { hangUpOnSlowReader } from './slow-reader.js';
import type { TrustedProxy } from './trusted-proxy.js';
import { passUnreadBody } from './unread-body.js';

/** What every request passes first, before routes know of it: refuses what is ambiguous and leads function URLs to their own door. */
export function requestEntrance(
  routes: RequestListener,
  functionUrls: FunctionUrlDoor | undefined,
  proxy: TrustedProxy | undefined,
): RequestListener {
  return (request, response) => {
    // A socket that has closed meanwhile knows its peer only when it was asked before.
    const isUnknown = request.socket.remoteAddress === undefined;
    if (isUnknown || isAmbiguous(request)) return refuse(response, 400, 'Bad request');
    hangUpOnSlowBody(request);
    passUnreadBody(request, response);
    hangUpOnSlowReader(response);
    if (!functionUrls?.owns(request)) return routes(request, response);
    answerFunctionUrl(functionUrls, request, response, proxy).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Internal Server Error');
    });
  };
}

async function answerFunctionUrl(
  door: FunctionUrlDoor,
  request: IncomingMessage,
  response: ServerResponse,
  proxy: TrustedProxy | undefined,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const client = await clientOf(request, proxy);
  if (!client) return refuse(response, 400, 'Bad request');
  await door.answer(request, response, { client, body: awaitedBody(request), signal: gone.signal });
}

function refuse(response: ServerResponse, status: number, text: string): void {
  if (response.socket) lastAnswerOn(response.socket);
  response.writeHead(status, { 'content-type': 'text/plain', 'x-amzn-requestid': randomUUID(), connection: 'close' }).end(text);
}
