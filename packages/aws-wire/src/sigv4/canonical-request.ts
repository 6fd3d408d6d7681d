import type { RequestHead } from '../routing/received-request.js';

/**
 * The text that a signature is made of (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html):
 * the path as given, parameters decoded and encoded anew, without the signature itself.
 */
export function canonicalRequest(
  request: Pick<RequestHead, 'method' | 'query' | 'headers'>,
  canonicalPath: string,
  signedHeaders: readonly string[],
  bodyHash: string,
): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').replace(/\s+/g, ' ')}\n`).join('');
  return `${request.method}\n${canonicalPath}\n${canonicalQuery(request.query)}\n${headers}\n${signedHeaders.join(';')}\n${bodyHash}`;
}

/** A path whose segments are encoded once more. */
export function encodedPath(path: string): string {
  return path.split('/').map(encoded).join('/');
}

function canonicalQuery(query: RequestHead['query']): string {
  if (query.length === 0) return '';
  const pairs = query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encoded(name), encoded(value)]);
  pairs.sort(([a, x], [b, y]) => ascending(a, b) || ascending(x, y));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986: everything but unreserved characters. */
export function encoded(text: string): string {
  if (/^[A-Za-z0-9_.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
