import type { ServerResponse } from 'node:http';
import { invalidTransition, reply } from './replies.js';
import type { DeliveredInvocation, RuntimeSession } from './runtime-session.js';

/** GET /runtime/invocation/next: answered when there is an invocation, however long that takes. */
export function next(session: RuntimeSession, response: ServerResponse): void {
  if (!session.wait(response)) reply(response, invalidTransition(session.phase, 'waiting'));
}

export function deliver(response: ServerResponse, invocation: DeliveredInvocation): void {
  const { payload, clientContext, traceHeader } = invocation;
  const headers = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(payload.length),
    'Lambda-Runtime-Aws-Request-Id',
    invocation.requestId,
    'Lambda-Runtime-Deadline-Ms',
    String(invocation.deadlineEpochMilliseconds),
    'Lambda-Runtime-Invoked-Function-Arn',
    invocation.invokedFunctionArn,
  ];
  if (traceHeader !== undefined) headers.push('Lambda-Runtime-Trace-Id', printable(traceHeader));
  if (clientContext !== undefined) headers.push('Lambda-Runtime-Client-Context', escapedJson(clientContext));
  response.sendDate = false;
  response.writeHead(200, headers);
  response.end(payload);
}

/** Header values are ASCII; JSON text may say any character with an escape. */
function escapedJson(json: string): string {
  return json
    .replace(/[\r\n\t]/g, ' ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '');
}
