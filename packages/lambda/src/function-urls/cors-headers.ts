import type { Cors } from './function-url-config.js';

type Headers = Readonly<Record<string, string>>;

/** A browser's question before a request that crosses origins. */
export interface Preflight {
  readonly origin: string;
  readonly method: string;
  /** As asked for, separated by commas; empty when none are. */
  readonly headers: string;
}

/** What a URL with CORS of its own adds to every answer; the function's own headers of the kind give way to it. */
export function corsHeaders(cors: Cors, origin: string | undefined): Headers {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(allowed !== '*' && { vary: 'Origin' }),
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposeHeaders?.length && { 'access-control-expose-headers': cors.exposeHeaders.join(',') }),
  };
}

/** The answer to a preflight, which never reaches the function. Without permission it has no headers: the browser then does not ask. */
export function preflightHeaders(cors: Cors, { origin, method, headers }: Preflight): Headers {
  const common = corsHeaders({ ...cors, exposeHeaders: [] }, origin);
  const methodAllowed = cors.allowMethods?.some((allowed) => allowed === '*' || allowed.toUpperCase() === method.toUpperCase());
  if (!('access-control-allow-origin' in common) || !methodAllowed) return {};
  const asked = headers
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const allowAll = cors.allowHeaders?.includes('*') === true;
  const known = new Set(cors.allowHeaders?.map((name) => name.toLowerCase()));
  if (!allowAll && asked.some((name) => !known.has(name))) return {};
  return {
    ...common,
    'access-control-allow-methods': cors.allowMethods!.join(','),
    ...(asked.length > 0 && { 'access-control-allow-headers': allowAll ? asked.join(',') : cors.allowHeaders!.join(',') }),
    ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
}

/** `*` where anybody may ask without credentials; with them a browser insists on its own origin. */
function allowedOrigin({ allowOrigins = [], allowCredentials }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (allowOrigins.includes('*')) return allowCredentials ? origin : '*';
  return allowOrigins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase()) ? origin : undefined;
}
