import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.js';
import { invalidTransition, type Reply, replies, reply, replyAndClose } from './replies.js';
import { answerBytesMax, responseTooLarge, truncatedResponse } from './runtime-failures.js';
import type { RuntimeSession } from './runtime-session.js';

/** Takes the answer to the invocation under way, a result or an error; refuses one for any other invocation and a second one. */
export function takeAnswer(
  session: RuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
  errorType?: string,
): void {
  const refused = refusal(session, requestId);
  if (refused) {
    replyAndClose(response, refused);
    return;
  }
  session.moveTo('answering');
  readBody(request, answerBytesMax, (body) => {
    if (body.kind === 'too-large') {
      session.answer(responseTooLarge);
      replyAndClose(response, replies.tooLarge);
    } else if (body.kind === 'truncated') {
      session.answer(truncatedResponse);
      replyAndClose(response, replies.truncated);
    } else {
      session.answer({ payload: body.bytes, ...(errorType !== undefined && { errorType }) });
      reply(response, replies.accepted);
    }
  });
}

function refusal(session: RuntimeSession, requestId: string): Reply | undefined {
  if (session.phase !== 'invoking') return invalidTransition(session.phase, 'answering');
  return session.isCurrent(requestId) ? undefined : replies.invalidRequestId;
}
