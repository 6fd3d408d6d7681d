import { invalidArgument } from '@hearth/services';

/** Where a listing goes on: after a key, or after every key with a common prefix. */
export interface ListPosition {
  readonly kind: 'key' | 'common-prefix';
  readonly key: string;
}

/** Tokens are opaque to callers. */
export const tokenOf = ({ kind, key }: ListPosition) => Buffer.from(`${kind === 'key' ? 'k' : 'p'}${key}`).toString('base64');

/** Refuses what `tokenOf` has not written. */
export function readToken(token: string | undefined): ListPosition | undefined {
  if (token === undefined || token === '') return undefined;
  const text = Buffer.from(token, 'base64').toString();
  const position: ListPosition = { kind: text.startsWith('k') ? 'key' : 'common-prefix', key: text.slice(1) };
  if (tokenOf(position) === token) return position;
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
