import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

interface Failure {
  readonly code?: string;
  readonly statusCode?: number;
}

/** Answers what failed before the wire saw it, in AWS's form. The connection is closed, because the rest of the body may still be on its way. */
@Catch()
export class UnreadRequestFilter implements ExceptionFilter<Failure> {
  catch(failure: Failure, host: ArgumentsHost): void {
    const { status, type, message } = answerTo(failure);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    reply.code(status).headers({ 'x-amzn-errortype': type, connection: 'close' }).send({ message });
  }
}

function answerTo({ code, statusCode = 500 }: Failure) {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { status: 413, type: 'RequestEntityTooLargeException', message: 'Request must be smaller than 70167211 bytes' };
  }
  if (statusCode < 500)
    return { status: statusCode, type: 'MalformedHttpRequestException', message: 'The request could not be read.' };
  return { status: 500, type: 'ServiceException', message: 'The request could not be served because of an internal error.' };
}
