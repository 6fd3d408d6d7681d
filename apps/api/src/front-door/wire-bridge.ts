import type { Wire } from '@hearth/aws-wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { awaitedBody, isStillWaiting } from './awaited-body.js';
import { clientOf } from './client-of.js';
import type { TrustedProxy } from './trusted-proxy.js';
import { isTooMuchToPass } from './unread-body.js';

/** Hands a request to the wire as it comes from the socket, and its answer back. */
export class WireBridge {
  constructor(
    private readonly wire: Wire,
    private readonly proxy: TrustedProxy | undefined,
  ) {}

  async answer({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const client = await clientOf(raw, this.proxy);
    if (!client) return void reply.header('connection', 'close').code(400).send('Bad request');
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const { method = 'GET', url = '/', rawHeaders } = raw;
    const body = awaitedBody(raw);
    const answer = await this.wire.handle({ method, rawUrl: url, rawHeaders, body, client, signal: gone.signal });
    // Whoever was not asked for his body may send it or not: what comes next on the connection could be either.
    if (isStillWaiting(raw) || isTooMuchToPass(raw)) reply.header('connection', 'close');
    reply
      .code(answer.status)
      .headers(answer.headers)
      .send(answer.status === 204 || answer.status === 304 ? undefined : answer.body);
  }
}
