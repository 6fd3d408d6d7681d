import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { WireRequest } from '@hearth/aws-wire';
import { plainAddress } from './plain-address.js';
import type { TrustedProxy } from './trusted-proxy.js';

type Client = WireRequest['client'];

/** Who sent a request: the peer, or whom the trusted proxy names when it is the peer. Undefined when that cannot be said. */
export async function clientOf(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxy: Pick<TrustedProxy, 'has'> | undefined,
): Promise<Client | undefined> {
  if (socket.remoteAddress === undefined) return undefined;
  const peer = { address: plainAddress(socket.remoteAddress), usedTls: socket instanceof TLSSocket };
  return proxy && (await proxy.has(peer.address)) ? forwarded(headers, peer) : peer;
}

/** The last entry is the proxy's own; those before it are what its client claims. */
function forwarded(headers: IncomingHttpHeaders, proxy: Client): Client | undefined {
  const address = plainAddress(lastOf(headers['x-forwarded-for']) ?? proxy.address);
  const protocol = lastOf(headers['x-forwarded-proto']);
  if (!isIP(address)) return undefined;
  return { address, usedTls: protocol === undefined ? proxy.usedTls : protocol.toLowerCase() === 'https' };
}

const lastOf = (header: string | string[] | undefined) => header?.toString().split(',').at(-1)?.trim();
