import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import type { Wire } from '@hearth/aws-wire';

/** Serves a wire on a free port of the loopback interface, with nothing between it and the socket. */
export async function serveWire(wire: Wire): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { status, headers, body } = await wire.handle({
      method: request.method!,
      rawUrl: request.url!,
      rawHeaders: request.rawHeaders,
      body: request,
      client: { address: '127.0.0.1', usedTls: false },
      signal: gone.signal,
    });
    response.writeHead(status, headers);
    if (body instanceof Readable) pipeline(body, response, () => {});
    else response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
