import type { Readable } from 'node:stream';

/** A request exactly as it came from the socket: nothing decoded, nothing normalised, or its signature could not be checked. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as received (`request.url` of node:http). */
  readonly rawUrl: string;
  /** Names and values in turn (`request.rawHeaders` of node:http): repeated headers must not have been merged or dropped. */
  readonly rawHeaders: readonly string[];
  /**
   * As bytes, or as they arrive. A stream is read only once the request's head has been accepted, as far as the head alone can be, and is
   * never destroyed here: whoever owns it decides what becomes of what was left unread.
   */
  readonly body: Buffer | Readable;
  readonly client: Client;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** Who sent a request, as the network knows it. */
export interface Client {
  /** IPv4 or IPv6; an IPv4 address in its own form, not mapped into IPv6. */
  readonly address: string;
  /** Between the client and whoever spoke to it first: this process, or the proxy it trusts. */
  readonly usedTls: boolean;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a 204. A stream is to be piped and its failure to destroy the connection. */
  readonly body: Buffer | string | Readable;
}
