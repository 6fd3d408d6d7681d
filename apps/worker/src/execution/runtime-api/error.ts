import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeAnswer } from './answer.js';
import { reportedType } from './runtime-failures.js';
import type { RuntimeSession } from './runtime-session.js';

/** POST /runtime/invocation/{id}/error. */
export function error(session: RuntimeSession, requestId: string, request: IncomingMessage, answer: ServerResponse): void {
  const errorType = reportedType(request.headers['lambda-runtime-function-error-type']);
  takeAnswer(session, requestId, request, answer, { errorType });
}
