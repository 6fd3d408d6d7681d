import type { IncomingMessage } from 'node:http';

/** Whether two readers could disagree on where the request is meant for: several Host headers, or a whole URL as its target. */
export function isAmbiguous({ rawHeaders, url = '' }: Pick<IncomingMessage, 'rawHeaders' | 'url'>): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  return hosts.length !== 1 || !url.startsWith('/');
}
