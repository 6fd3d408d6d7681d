import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Answers what failed before the wire saw it, in AWS's form. The connection is closed, because the rest of the body may still be on its way. */
@Catch()
export class UnreadRequestFilter implements ExceptionFilter {
  catch(failure: unknown, host: ArgumentsHost): void {
    const status = failure instanceof HttpException ? failure.getStatus() : 500;
    const { type, message } = answerTo(status);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    reply
      .code(status)
      .headers({ 'x-amzn-errortype': type, 'x-amzn-requestid': randomUUID(), connection: 'close' })
      .send({ message });
  }
}

function answerTo(status: number) {
  if (status < 500) return { type: 'MalformedHttpRequestException', message: 'The request could not be read.' };
  return { type: 'ServiceException', message: 'The request could not be served because of an internal error.' };
}
