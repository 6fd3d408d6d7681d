import type { Readable } from 'node:stream';

/** A request exactly as it came from the socket: nothing decoded, nothing normalised, or its signature could not be checked. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as received (`request.url` of node:http). */
  readonly rawUrl: string;
  /** Names and values in turn (`request.rawHeaders` of node:http): repeated headers must not have been merged or dropped. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a 204. A stream is to be piped and its failure to destroy the connection. */
  readonly body: Buffer | string | Readable;
}
