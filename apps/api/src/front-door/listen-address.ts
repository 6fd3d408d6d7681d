export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
}

/** Reads `host:port`, `[::1]:port` or a port alone, which means loopback. Port 0 takes a free one. */
export function listenAddress(given: string): ListenAddress {
  const match = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):)?(\d{1,5})$/.exec(given);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) throw new Error(`HEARTH_LISTEN must look like 127.0.0.1:4566 or [::1]:4566, not like ${given}`);
  const host = match[1] ?? match[2] ?? '127.0.0.1';
  return { host, port, isLoopback: host === 'localhost' || host === '::1' || host.startsWith('127.') };
}
