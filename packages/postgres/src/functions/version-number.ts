import { latestVersion } from '@hearth/lambda';

/** `$LATEST` is kept as number 0. */
export const toNumber = (version: string) => (version === latestVersion ? 0 : Number(version));
export const toVersion = (number: number) => (number === 0 ? latestVersion : String(number));

/**
 * Whether a version could have this number in the database; others exist nowhere. Each has one spelling: policies would not know version 7
 * by `007`, nor `$LATEST` by `0`.
 */
export const isNumber = (version: string) =>
  version === latestVersion || (/^[1-9]\d*$/.test(version) && Number(version) <= 2_147_483_647);
