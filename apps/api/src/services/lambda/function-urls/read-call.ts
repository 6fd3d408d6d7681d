import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { UrlCall } from '@hearth/lambda';
import type { UrlAddress } from './url-address.js';
import type { Knock } from './url-gate.js';

/** A request as its function is told of it: with what the platform knows of its way here in place of what the client says. */
export function readCall(
  requestId: string,
  { urlId, rawPath, rawQuery, sharesHost }: UrlAddress,
  { request, client }: Pick<Knock, 'request' | 'client'>,
  { body, caller }: Pick<UrlCall, 'body' | 'caller'>,
): UrlCall & { readonly traceHeader: string } {
  const { method = 'GET', httpVersion, headers } = request;
  const host = headers.host ?? '';
  const port = /:(\d+)$/.exec(host)?.[1] ?? (client.usedTls ? '443' : '80');
  const given = headers['x-amzn-trace-id'];
  const traceHeader = typeof given === 'string' ? given : newTrace();
  return {
    requestId,
    urlId,
    host: host.replace(/:\d+$/, ''),
    method,
    rawPath,
    rawQuery,
    protocol: `HTTP/${httpVersion}`,
    headers: {
      ...joined(sharesHost ? { ...headers, cookie: undefined } : headers),
      host: host.replace(/:\d+$/, ''),
      'x-amzn-trace-id': traceHeader,
      'x-forwarded-for': client.address,
      'x-forwarded-port': port,
      'x-forwarded-proto': client.usedTls ? 'https' : 'http',
    },
    sourceIp: client.address,
    body,
    receivedAt: new Date(),
    ...(caller && { caller }),
    traceHeader,
  };
}

/** Names are in lower case already. */
function joined(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(',')]])),
  );
}

function newTrace(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}
