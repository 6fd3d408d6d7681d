import type { IncomingMessage } from 'node:http';

/**
 * Whether two readers could disagree on what the request is: several Host headers, a whole URL as its target, or a body in any transfer
 * coding but the plain `chunked`.
 */
export function isAmbiguous({ rawHeaders, url = '' }: Pick<IncomingMessage, 'rawHeaders' | 'url'>): boolean {
  const valuesOf = (wanted: string) =>
    rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === wanted);
  const codings = valuesOf('transfer-encoding');
  const isPlain = codings.length === 0 || (codings.length === 1 && codings[0]!.trim().toLowerCase() === 'chunked');
  return valuesOf('host').length !== 1 || !url.startsWith('/') || !isPlain;
}
