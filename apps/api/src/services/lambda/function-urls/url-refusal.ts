import { LambdaError, type LambdaErrorCode } from '@hearth/lambda';
import { UrlBodyTooLarge } from './read-whole.js';

/** An answer that is not the function's. */
export interface UrlRefusal {
  readonly status: number;
  /** For `x-amzn-ErrorType`; absent where AWS names none. */
  readonly errorType?: string;
  readonly body: string;
}

/** What a request to a URL that was never given out is told, as recorded from AWS. */
export const noSuchUrl: UrlRefusal = { status: 403, errorType: 'AccessDeniedException', body: '{"Message":null}' };

export const forbidden: UrlRefusal = {
  status: 403,
  errorType: 'AccessDeniedException',
  body: JSON.stringify({
    Message:
      'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  }),
};

/** The function failed, or its answer is none. */
export const badGateway: UrlRefusal = { status: 502, body: 'Internal Server Error' };

export function wrongSignature(code: string, message: string): UrlRefusal {
  return { status: 403, errorType: code, body: JSON.stringify({ Message: message }) };
}

const tooLarge = (bytesMax: number): UrlRefusal => ({
  status: 413,
  errorType: 'RequestEntityTooLargeException',
  body: JSON.stringify({ Message: `Request must be smaller than ${bytesMax} bytes for the InvokeFunction operation` }),
});

/** What a caller of a URL is told when its function could not be run. */
export function refusalOf(error: unknown): UrlRefusal {
  if (error instanceof UrlBodyTooLarge) return tooLarge(error.bytesMax);
  if (!(error instanceof LambdaError))
    return { status: 500, errorType: 'InternalServerErrorException', body: 'Internal Server Error' };
  if (error.code === 'ResourceNotFoundException') return forbidden;
  const status = statuses[error.code];
  if (status === undefined) return badGateway;
  const { Reason } = error as { readonly Reason?: string };
  return {
    status,
    errorType: error.code,
    body: JSON.stringify({ ...(Reason && { Reason }), Type: 'User', message: error.message }),
  };
}

/** Refusals that tell the caller what to do; with any other there is nothing he could. */
const statuses: Partial<Record<LambdaErrorCode, number>> = {
  RequestEntityTooLargeException: 413,
  ResourceConflictException: 409,
  TooManyRequestsException: 429,
};
