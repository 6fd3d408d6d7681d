import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeAnswer } from './answer.js';
import { replies, replyAndClose } from './replies.js';
import type { RuntimeSession } from './runtime-session.js';

/** POST /runtime/invocation/{id}/response, buffered. */
export function response(session: RuntimeSession, requestId: string, request: IncomingMessage, answer: ServerResponse): void {
  if (request.headers['lambda-runtime-function-response-mode'] === undefined) takeAnswer(session, requestId, request, answer);
  else replyAndClose(answer, replies.invalidResponseMode);
}
