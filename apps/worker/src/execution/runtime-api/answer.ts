import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.js';
import { invalidTransition, type Reply, replies, reply, replyAndClose } from './replies.js';
import { answerBytesMax, failureInTrailers, streamedBytesMax, tooLarge, truncatedResponse } from './runtime-failures.js';
import type { RuntimeSession } from './runtime-session.js';
import { streamAnswer } from './stream-answer.js';

/** What a runtime says of its answer before it: that it is an error of this type, or a result of this form. */
export type AnswerForm = { readonly errorType: string } | { readonly streams: boolean };

/**
 * Takes the answer to the invocation under way; refuses one for any other invocation and a second one. A result goes on as it comes
 * where somebody wants it so, whether the function streams or not; else it is read to its end.
 */
export function takeAnswer(
  session: RuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
  form: AnswerForm,
): void {
  const refused = refusal(session, requestId);
  if (refused) {
    replyAndClose(response, refused);
    return;
  }
  session.moveTo('answering');
  if ('errorType' in form) bufferAnswer(session, request, response, form.errorType);
  else if (session.streams) void streamAnswer(session, request, response, form.streams ? streamedBytesMax : answerBytesMax);
  else bufferAnswer(session, request, response, undefined);
}

function bufferAnswer(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
  errorType: string | undefined,
): void {
  readBody(request, answerBytesMax, (body) => {
    if (body.kind === 'too-large') {
      session.answer(tooLarge(answerBytesMax));
      replyAndClose(response, replies.tooLarge(answerBytesMax));
    } else if (body.kind === 'truncated') {
      session.answer(truncatedResponse);
      replyAndClose(response, replies.truncated);
    } else {
      const answered = { payload: body.bytes, ...(errorType !== undefined && { errorType }) };
      session.answer(failureInTrailers(request) ?? answered);
      reply(response, replies.accepted);
    }
  });
}

function refusal(session: RuntimeSession, requestId: string): Reply | undefined {
  if (session.phase !== 'invoking') return invalidTransition(session.phase, 'answering');
  return session.isCurrent(requestId) ? undefined : replies.invalidRequestId;
}
