import { latestVersion } from '@hearth/lambda';
import { toNumber } from './version-number.js';

/** What a row that belongs to a version or alias hangs on, so that it goes with it. */
export function qualifierColumns(qualifier: string): { readonly number: number | null; readonly alias: string | null } {
  const isVersion = qualifier === latestVersion || /^\d+$/.test(qualifier);
  return isVersion ? { number: toNumber(qualifier), alias: null } : { number: null, alias: qualifier };
}
