import type { Wire } from '@hearth/aws-wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from './client-of.js';
import type { TrustedProxy } from './trusted-proxy.js';

const noBody = Buffer.alloc(0);

/** Hands a request to the wire as it came from the socket, and its answer back. */
export class WireBridge {
  constructor(
    private readonly wire: Wire,
    private readonly proxy: TrustedProxy | undefined,
  ) {}

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const client = await clientOf(request.raw, this.proxy);
    if (!client) return void reply.header('connection', 'close').code(400).send('Bad request');
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const { method = 'GET', url = '/', rawHeaders } = request.raw;
    const body = Buffer.isBuffer(request.body) ? request.body : noBody;
    const answer = await this.wire.handle({ method, rawUrl: url, rawHeaders, body, client, signal: gone.signal });
    reply
      .code(answer.status)
      .headers(answer.headers)
      .send(answer.status === 204 ? undefined : answer.body);
  }
}
