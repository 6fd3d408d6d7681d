import { latestVersion } from '@hearth/lambda';

/** `$LATEST` is kept as number 0. */
export const toNumber = (version: string) => (version === latestVersion ? 0 : Number(version));
export const toVersion = (number: number) => (number === 0 ? latestVersion : String(number));

/** A number that a version could have in the database; others exist nowhere. */
export const isNumber = (version: string) => toNumber(version) <= 2_147_483_647;
