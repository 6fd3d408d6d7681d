import type { Wire } from '@hearth/aws-wire';
import type { FastifyReply, FastifyRequest } from 'fastify';

const noBody = Buffer.alloc(0);

/** Hands a request to the wire as it came from the socket, and its answer back. */
export class WireBridge {
  constructor(private readonly wire: Wire) {}

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const { method = 'GET', url = '/', rawHeaders } = request.raw;
    const body = Buffer.isBuffer(request.body) ? request.body : noBody;
    const answer = await this.wire.handle({ method, rawUrl: url, rawHeaders, body, signal: gone.signal });
    reply
      .code(answer.status)
      .headers(answer.headers)
      .send(answer.status === 204 ? undefined : answer.body);
  }
}
