import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeAnswer } from './answer.js';
import { replies, replyAndClose } from './replies.js';
import type { RuntimeSession } from './runtime-session.js';

/** POST /runtime/invocation/{id}/response. */
export function response(session: RuntimeSession, requestId: string, request: IncomingMessage, answer: ServerResponse): void {
  const mode = request.headers['lambda-runtime-function-response-mode']?.toString().toLowerCase() ?? 'buffered';
  if (mode !== 'streaming' && mode !== 'buffered') replyAndClose(answer, replies.invalidResponseMode);
  else takeAnswer(session, requestId, request, answer, { streams: mode === 'streaming' });
}
