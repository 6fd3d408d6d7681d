import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/**
 * The host and port below which names of function URLs lead to the public address; undefined when there are no names below it. That is so
 * for IP addresses, except a machine's own loopback where its resolver knows the subdomains of `localhost`.
 */
export async function urlHost(
  publicUrl: string,
  resolves: (name: string) => Promise<boolean> = isKnown,
): Promise<string | undefined> {
  const { hostname, port } = new URL(publicUrl);
  const address = hostname.replace(/^\[|\]$/g, '');
  const withPort = (host: string) => (port ? `${host}:${port}` : host);
  const isLoopback = address === 'localhost' || address.startsWith('127.') || address === '::1';
  if (isLoopback) return (await resolves('any.lambda-url.localhost')) ? withPort('localhost') : undefined;
  return isIP(address) ? undefined : withPort(address);
}

const isKnown = (name: string) =>
  lookup(name).then(
    () => true,
    () => false,
  );
