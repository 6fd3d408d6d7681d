import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** Requests whose client waits for `100 Continue` before it sends its body. */
const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Takes requests with `Expect: 100-continue` without asking for their bodies yet. */
export function withoutContinue(listener: RequestListener): RequestListener {
  return (request, response) => {
    waiting.set(request, response);
    listener(request, response);
  };
}

/** A request's body. A client that waits to be asked for it is asked when it is first read, so that a refusal may come before. */
export function awaitedBody(request: IncomingMessage): Readable {
  if (!waiting.has(request)) return request;
  return Readable.from(asked(request), { objectMode: false });
}

async function* asked(request: IncomingMessage): AsyncGenerator<Buffer> {
  waiting.get(request)?.writeContinue();
  waiting.delete(request);
  yield* request.iterator({ destroyOnReturn: false });
}

/** Whether the client still waits, and so may never send the body that it announced. */
export function isStillWaiting(request: IncomingMessage): boolean {
  return waiting.has(request);
}
