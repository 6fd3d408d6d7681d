import { CloudWatchError } from './cloudwatch-error.js';

/** What callers hand back to go on where an answer ended. */
export function tokenOf(offset: number): string {
  return Buffer.from(`from ${offset}`).toString('base64url');
}

/** 0 without a token. Throws for one that we did not make. */
export function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const offset = /^from (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw new CloudWatchError('InvalidParameterValueException', 'The parameter NextToken is not valid.');
  return Number(offset);
}
