import { successorOf } from '@hearth/services';

/** Where a range of keys starts and ends, for a condition on the column `key`, whose collation is that of bytes. */
export interface KeyBounds {
  readonly condition: string;
  readonly values: readonly string[];
}

/** `firstParameter` is the number of the first parameter that the condition may use. */
export function keyBounds(
  prefix: string,
  from: { readonly key: string; readonly inclusive: boolean } | undefined,
  firstParameter: number,
): KeyBounds {
  const start = from && isAfter(from.key, prefix) ? from : { key: prefix, inclusive: true };
  const lower = `key ${start.inclusive ? '>=' : '>'} $${firstParameter}`;
  const end = prefix === '' ? undefined : successorOf(prefix);
  if (end === undefined) return { condition: lower, values: [start.key] };
  return { condition: `${lower} AND key < $${firstParameter + 1}`, values: [start.key, end] };
}

const isAfter = (key: string, other: string) => Buffer.compare(Buffer.from(key), Buffer.from(other)) >= 0;
