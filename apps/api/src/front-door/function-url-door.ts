import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Client } from '@hearth/aws-wire';

/**
 * Where function URLs hang in: asked before every other route, for any method and any path. Give one as `functionUrls` of FrontDoorParts.
 *
 * The bodies of both sides flow. `body` is read from the client only as fast as it is read here, and is not asked for (`100 Continue`)
 * before; what is left of it unread is passed over after the answer. Write to `response` with its backpressure (`pipeline(stream, response)`).
 */
export interface FunctionUrlDoor {
  /** Whether a request is one to a function URL: `<id>.lambda-url.<region>.<public host>`, or the path that stands for such a host. */
  owns(request: IncomingMessage): boolean;
  /** Must answer whatever becomes of the request; what it throws is answered with a 500. */
  answer(request: IncomingMessage, response: ServerResponse, from: FunctionUrlCaller): Promise<void>;
}

export interface FunctionUrlCaller {
  readonly client: Client;
  readonly body: Readable;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}
