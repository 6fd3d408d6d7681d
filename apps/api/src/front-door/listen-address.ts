export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
}

/** Reads `host:port`, `[::1]:port` or a port alone, which means loopback; undefined for anything else. Port 0 takes a free one. */
export function listenAddress(given: string): ListenAddress | undefined {
  const match = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):)?(\d{1,5})$/.exec(given);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) return undefined;
  const host = match[1] ?? match[2] ?? '127.0.0.1';
  return { host, port, isLoopback: host === 'localhost' || host === '::1' || host.startsWith('127.') };
}
