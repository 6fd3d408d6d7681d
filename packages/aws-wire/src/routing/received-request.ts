import type { Readable } from 'node:stream';
import { WireError } from '../errors/wire-error.js';
import type { WireRequest } from '../http.js';
import type { BucketAddress } from '../object-storage/bucket-address.js';

/** All of a request but its body, taken apart once; signature, routes and inputs all read the same pieces. */
export interface RequestHead {
  readonly method: string;
  /** As it came: percent-encoded, with empty and dot segments, which are part of a key in object storage. */
  readonly rawPath: string;
  /** Still percent-encoded, since a label may hold an encoded slash; without empty and dot segments, as signatures see it. */
  readonly path: string;
  /** Decoded, in the order received. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; repeated headers joined by a comma, as signatures see them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names that came more than once. */
  readonly repeatedHeaders: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

export interface ReceivedRequest extends RequestHead {
  /** Empty where the body is a stream. */
  readonly body: Buffer;
  /** The body of an operation whose payload flows: verified as it is read, it fails before its end when anything is wrong with it. */
  readonly stream?: Readable;
  /** Of requests to object storage. */
  readonly address?: BucketAddress;
}

/** Takes a request apart. Refuses a target that is no path (`http://host/…`, `*`). */
export function requestHead({
  method,
  rawUrl,
  rawHeaders,
  signal,
}: Pick<WireRequest, 'method' | 'rawUrl' | 'rawHeaders' | 'signal'>): RequestHead {
  if (!rawUrl.startsWith('/')) throw new WireError('MalformedHttpRequestException', 'The request target must be a path.');
  const mark = rawUrl.indexOf('?');
  const rawPath = mark < 0 ? rawUrl : rawUrl.slice(0, mark);
  const query = mark < 0 ? [] : readQuery(rawUrl.slice(mark + 1));
  return { method, rawPath, path: normalPath(rawPath), query, ...readHeaders(rawHeaders), signal };
}
/** RFC 3986 §5.2.4, and runs of slashes as one: what AWS signs, so what is routed too. */
function normalPath(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function readQuery(query: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    pairs.push(equals < 0 ? [decoded(piece), ''] : [decoded(piece.slice(0, equals)), decoded(piece.slice(equals + 1))]);
  }
  return pairs;
}

/** Undoes percent-encoding; what is no valid encoding stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readHeaders(raw: readonly string[]): { headers: Record<string, string>; repeatedHeaders: Set<string> } {
  const headers: Record<string, string> = Object.create(null);
  const repeatedHeaders = new Set<string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const value = raw[i + 1]!.trim();
    if (name in headers) {
      repeatedHeaders.add(name);
      headers[name] += `,${value}`;
    } else headers[name] = value;
  }
  return { headers, repeatedHeaders };
}
