import type { ServerResponse } from 'node:http';

/** Bodies and statuses as AWS's own Runtime API gives them (runtime interface emulator, rapi/rendering). */
export const replies = {
  accepted: prepared(202, { status: 'OK' }),
  invalidRequestId: prepared(400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' }),
  truncated: prepared(400, { errorMessage: 'HTTP request detected as truncated', errorType: 'TruncatedHTTPRequest' }),
  invalidResponseMode: prepared(400, {
    errorMessage: 'Invalid function response mode',
    errorType: 'InvalidFunctionResponseMode',
  }),
  tooLarge: (bytesMax: number) =>
    prepared(413, {
      errorMessage: `Exceeded maximum allowed payload size (${bytesMax} bytes).`,
      errorType: 'RequestEntityTooLarge',
    }),
  notFound: prepared(404, { errorMessage: 'Not Found', errorType: 'NotFound' }),
  methodNotAllowed: prepared(405, { errorMessage: 'Method Not Allowed', errorType: 'MethodNotAllowed' }),
} as const;

export function invalidTransition(from: string, to: string): Reply {
  return prepared(403, {
    errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
    errorType: 'InvalidStateTransition',
  });
}

export interface Reply {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export function reply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.sendDate = false;
  response.writeHead(status, headers as string[]);
  response.end(body);
}

/** For a request whose body is left unread: the connection cannot be used again. */
export function replyAndClose(response: ServerResponse, { status, headers, body }: Reply): void {
  response.sendDate = false;
  response.writeHead(status, [...headers, 'Connection', 'close']);
  response.end(body, () => response.socket?.destroySoon());
}

function prepared(status: number, content: object): Reply {
  const body = Buffer.from(`${JSON.stringify(content)}\n`);
  return { status, body, headers: ['Content-Type', 'application/json', 'Content-Length', String(body.length)] };
}
