import { isNumber, toNumber } from './version-number.js';

/** What a row that belongs to a version or alias hangs on, so that it goes with it. */
export function qualifierColumns(qualifier: string): { readonly number: number | null; readonly alias: string | null } {
  return isNumber(qualifier) ? { number: toNumber(qualifier), alias: null } : { number: null, alias: qualifier };
}
