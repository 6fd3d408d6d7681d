import type { FastifyReply } from 'fastify';

/** Answers what failed before the wire saw it; the connection is closed, because the rest of the body is still on its way. */
export function bodyTooLarge(error: Error & { code?: string; statusCode?: number }, reply: FastifyReply): FastifyReply {
  const tooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const status = tooLarge ? 413 : (error.statusCode ?? 500);
  const type = tooLarge ? 'RequestEntityTooLargeException' : status < 500 ? 'MalformedHttpRequestException' : 'ServiceException';
  const message = tooLarge ? 'Request must be smaller than 70167211 bytes' : 'The request could not be read.';
  return reply.code(status).headers({ 'x-amzn-errortype': type, connection: 'close' }).send({ message });
}
