import { incomplete, invalid } from './refusals.js';
import type { PresentedSignature } from './signature-fields.js';

const MINUTE = 60_000;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html */
const windowMs = 15 * MINUTE;

/** Refuses a signature that is too old or too new, with the times that tell a client how wrong its clock is. */
export function requireCurrent({ date, scope, expiresSeconds }: PresentedSignature, nowMs: number): void {
  const signedMs = readDate(date);
  if (scope.date !== date.slice(0, 8)) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date.slice(0, 32)}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  const now = printDate(nowMs);
  if (signedMs > nowMs + windowMs) {
    throw invalid(`Signature not yet current: ${date} is still later than ${printDate(nowMs + windowMs)} (${now} + 15 min.)`);
  }
  const lifeMs = expiresSeconds === undefined ? windowMs : expiresSeconds * 1_000;
  if (signedMs < nowMs - lifeMs) {
    const life = expiresSeconds === undefined ? '15 min.' : `${expiresSeconds} sec.`;
    throw invalid(`Signature expired: ${date} is now earlier than ${printDate(nowMs - lifeMs)} (${now} - ${life})`);
  }
}

function readDate(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const milliseconds = parts
    ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`)
    : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${date.slice(0, 64)}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return milliseconds;
}

function printDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
