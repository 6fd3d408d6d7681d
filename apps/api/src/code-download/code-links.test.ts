import { CodeLinks } from './code-links.js';

const MINUTE = 60_000;
const code = 'ab'.repeat(32);

function linkMadeAt(nowMilliseconds: number, key = Buffer.alloc(32, 1)) {
  const url = new URL(new CodeLinks(key, 'https://hearth.example', () => nowMilliseconds).linkTo(code));
  const parameter = (name: string) => url.searchParams.get(name) ?? undefined;
  return { url, expires: parameter('X-Hearth-Expires'), signature: parameter('X-Hearth-Signature') };
}

describe('a link to code', () => {
  const links = (nowMilliseconds: number) => new CodeLinks(Buffer.alloc(32, 1), 'https://hearth.example', () => nowMilliseconds);

  it('starts with the public URL and opens for ten minutes, not longer', () => {
    const { url, expires, signature } = linkMadeAt(0);
    expect(url.origin).toBe('https://hearth.example');
    expect(links(9 * MINUTE).isValid(code, expires, signature)).toBe(true);
    expect(links(10 * MINUTE).isValid(code, expires, signature)).toBe(false);
  });

  it('opens no other code, for no longer, and not under another key', () => {
    const { expires, signature } = linkMadeAt(0);
    expect(links(0).isValid('cd'.repeat(32), expires, signature)).toBe(false);
    expect(links(0).isValid(code, String(Number(expires) + 1), signature)).toBe(false);
    expect(links(0).isValid(code, expires, linkMadeAt(0, Buffer.alloc(32, 2)).signature)).toBe(false);
    expect(links(0).isValid(code, undefined, undefined)).toBe(false);
  });
});
