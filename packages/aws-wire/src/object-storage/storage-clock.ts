import { WireError } from '../errors/wire-error.js';
import type { PresentedSignature } from '../sigv4/signature-fields.js';

const MINUTE = 60_000;
const windowMs = 15 * MINUTE;

/** Refuses a signature that is too old or too new, in S3's words, with the server's time for the client to set its clock by. */
export function requireCurrentForStorage({ date, scope, expiresSeconds }: PresentedSignature, nowMs: number): void {
  const signedMs = readDate(date, expiresSeconds !== undefined);
  if (scope.date !== date.slice(0, 8)) {
    throw expiresSeconds === undefined
      ? new WireError(
          'AuthorizationHeaderMalformed',
          `The authorization header is malformed; Invalid credential date "${scope.date.slice(0, 32)}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
        )
      : new WireError(
          'AuthorizationQueryParametersError',
          `Invalid credential date "${scope.date.slice(0, 32)}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
        );
  }
  const ServerTime = new Date(nowMs).toISOString().replace(/\.\d{3}/, '');
  if (expiresSeconds === undefined) {
    if (Math.abs(nowMs - signedMs) <= windowMs) return;
    throw new WireError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', {
      RequestTime: date,
      ServerTime,
      MaxAllowedSkewMilliseconds: String(windowMs),
    });
  }
  if (signedMs > nowMs + windowMs) throw new WireError('AccessDenied', 'Request is not yet valid', { ServerTime });
  const expiresMs = signedMs + expiresSeconds * 1_000;
  if (nowMs <= expiresMs) return;
  throw new WireError('AccessDenied', 'Request has expired', {
    'X-Amz-Expires': String(expiresSeconds),
    Expires: new Date(expiresMs).toISOString().replace(/\.\d{3}/, ''),
    ServerTime,
  });
}

function readDate(date: string, isPresigned: boolean): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const milliseconds = parts
    ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`)
    : Number.NaN;
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw isPresigned
    ? new WireError('AuthorizationQueryParametersError', "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
    : new WireError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
}
