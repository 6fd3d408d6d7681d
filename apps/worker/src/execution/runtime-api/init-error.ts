import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.js';
import { invalidTransition, replies, reply, replyAndClose } from './replies.js';
import { answerBytesMax, reportedType } from './runtime-failures.js';
import type { RuntimeSession } from './runtime-session.js';

/** POST /runtime/init/error. */
export function initError(session: RuntimeSession, request: IncomingMessage, answer: ServerResponse): void {
  if (session.phase !== 'initializing') {
    replyAndClose(answer, invalidTransition(session.phase, 'failed'));
    return;
  }
  const errorType = reportedType(request.headers['lambda-runtime-function-error-type']);
  readBody(request, answerBytesMax, (body) => {
    if (body.kind === 'whole') {
      session.failInit({ payload: body.bytes, errorType });
      reply(answer, replies.accepted);
    } else replyAndClose(answer, body.kind === 'too-large' ? replies.tooLarge(answerBytesMax) : replies.truncated);
  });
}
