import { createHmac, timingSafeEqual } from 'node:crypto';

/** As long as AWS's links live: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html */
const lifeMilliseconds = 10 * 60 * 1000;

export const codeDownloadPath = '/_hearth/code';

/** Makes and checks links under which a deployment package can be fetched without credentials for ten minutes. */
export class CodeLinks {
  constructor(
    private readonly key: Buffer,
    private readonly publicUrl: string,
    private readonly now: () => number = Date.now,
  ) {}

  linkTo(sha256Hex: string): string {
    const expires = String(Math.floor((this.now() + lifeMilliseconds) / 1000));
    const query = new URLSearchParams({ 'X-Hearth-Expires': expires, 'X-Hearth-Signature': this.sign(sha256Hex, expires) });
    return `${this.publicUrl}${codeDownloadPath}/${sha256Hex}?${query}`;
  }

  isValid(sha256Hex: string, expires: string | undefined, signature: string | undefined): boolean {
    if (!expires || !signature || !(Number(expires) * 1000 > this.now())) return false;
    const expected = Buffer.from(this.sign(sha256Hex, expires));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private sign(sha256Hex: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${sha256Hex}\n${expires}`).digest('hex');
  }
}
