import type { IncomingMessage } from 'node:http';

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
 * The address that answers show: a host of its own below the public one, which browsers need to keep functions apart. `urlHost` is where
 * such names lead here; without one the path says which URL is meant.
 */
export function functionUrl(publicUrl: string, urlHost: string | undefined, urlId: string, region: string): string {
  const { protocol, origin } = new URL(publicUrl);
  if (urlHost === undefined) return `${origin}/_lambda-url/${urlId}/`;
  return `${protocol}//${urlId}.lambda-url.${region}.${urlHost}/`;
}
