import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Where a request to a function URL is meant for. */
export interface UrlAddress {
  readonly urlId: string;
  /** Undefined where the address does not name it. */
  readonly region: string | undefined;
  /** Path and query as the function sees them, still encoded. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Whether only the path tells it from other URLs, and from whatever else the public host serves. */
  readonly sharesHost: boolean;
}

/** No bucket and no operation of AWS begins with an underscore. */
const pathForm = /^\/_lambda-url\/([^/?]+)(\/[^?]*)?(?:\?(.*))?$/s;
const hostForm = /^([^.:]+)\.lambda-url\.([a-z0-9-]+)\./i;

/** Undefined when the request is not one to a function URL. Host names have no case. */
export function urlAddress({ headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>): UrlAddress | undefined {
  const [, urlId, region] = hostForm.exec(headers.host ?? '') ?? [];
  if (urlId !== undefined && region !== undefined) {
    const mark = url.indexOf('?');
    const rawPath = mark < 0 ? url : url.slice(0, mark);
    return {
      urlId: urlId.toLowerCase(),
      region: region.toLowerCase(),
      rawPath,
      rawQuery: mark < 0 ? '' : url.slice(mark + 1),
      sharesHost: false,
    };
  }
  const [, idInPath, rawPath = '/', rawQuery = ''] = pathForm.exec(url) ?? [];
  return idInPath === undefined ? undefined : { urlId: idInPath, region: undefined, rawPath, rawQuery, sharesHost: true };
}

/**
 * The address that answers show: a host of its own below the public one. On a machine's own loopback that is `localhost`, whose subdomains
 * need no name server; below any other IP address there are no names, so the path says which URL is meant.
 */
export function functionUrl(publicUrl: string, urlId: string, region: string): string {
  const url = new URL(publicUrl);
  const address = url.hostname.replace(/^\[|\]$/g, '');
  const isLoopback = address.startsWith('127.') || address === '::1';
  if (isIP(address) && !isLoopback) return `${url.origin}/_lambda-url/${urlId}/`;
  const host = isLoopback ? 'localhost' : address;
  return `${url.protocol}//${urlId}.lambda-url.${region}.${host}${url.port && `:${url.port}`}/`;
}
