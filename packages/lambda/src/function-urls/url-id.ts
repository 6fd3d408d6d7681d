import { randomBytes } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** 32 letters and digits, as AWS has them: 160 random bits, so nobody finds a URL by trying. */
export function newUrlId(): string {
  return Array.from(randomBytes(32), (byte) => letters[byte % letters.length]).join('');
}

export function isUrlId(text: string): boolean {
  return /^[a-z0-9]{32}$/.test(text);
}
