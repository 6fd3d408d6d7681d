import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
export type UniqueIdPrefix = 'AIDA' | 'AROA' | 'ANPA';

/** An id of 21 characters that is never used again. */
export const uniqueId = (prefix: UniqueIdPrefix) => prefix + base32(randomBytes(11)).slice(0, 17);

/** An access key id of 20 characters. Like AWS's, it carries its account, so that GetAccessKeyInfo can tell it of any key. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', accountId: string): string {
  const bits = (1n << 79n) | (BigInt(accountId) << 39n) | (BigInt(`0x${randomBytes(5).toString('hex')}`) >> 1n);
  return prefix + base32(Buffer.from(bits.toString(16).padStart(20, '0'), 'hex'));
}

/** The account that an access key id of this form carries; undefined for any other. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[Q-Z2-7][A-Z2-7]{15}$/.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const character of accessKeyId.slice(4)) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  const account = (bits >> 39n) & ((1n << 40n) - 1n);
  return account < 10n ** 12n ? String(account).padStart(12, '0') : undefined;
}

/** 40 characters of 240 random bits. */
export const newSecretAccessKey = () => randomBytes(30).toString('base64');

function base32(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let left = bytes.length * 8; left > 0; left -= 5) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}
