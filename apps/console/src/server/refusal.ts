import { ZodError } from 'zod';

/** What the console tells the browser of a call that failed: AWS's own code and message, and the request id to ask about. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
}

interface ServiceError {
  readonly name: string;
  readonly message: string;
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const expiredCodes = new Set(['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException']);

/** Sorts an error by whose it is: the service's refusal with its status, a session that ended (401), a question that makes no sense (400), no answer at all (502), or our own
 * fault (500). */
export function refusalOf(error: unknown): { readonly status: number; readonly body: Refusal } {
  if (isServiceError(error)) {
    const { httpStatusCode = 500, requestId } = error.$metadata;
    const status = expiredCodes.has(error.name) ? 401 : httpStatusCode;
    return { status, body: { code: error.name, message: error.message, ...(requestId && { requestId }) } };
  }
  if (error instanceof ZodError || error instanceof SyntaxError) {
    return { status: 400, body: { code: 'InvalidRequest', message: `The console was asked wrongly: ${error.message}` } };
  }
  if (error instanceof Error && ('code' in error || error.name === 'TimeoutError')) {
    const reason = 'code' in error ? String(error.code) : 'it took too long';
    return { status: 502, body: { code: 'ApiUnreachable', message: `Hearth’s API does not answer (${reason}). Is it running?` } };
  }
  console.error(error);
  return { status: 500, body: { code: 'ConsoleFault', message: 'The console failed; its log says why.' } };
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && '$metadata' in error && '$fault' in error;
}
