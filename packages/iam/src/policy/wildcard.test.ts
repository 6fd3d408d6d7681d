import { wildcard } from './wildcard.js';

const matches = (pattern: string, text: string) => wildcard(pattern, { variables: false }).matches(text, () => undefined);

test('100 stars against a long text take no longer than their product', () => {
  const pattern = `${'*a'.repeat(100)}b`;
  const text = 'a'.repeat(10_000);
  const startedAt = performance.now();
  expect(matches(pattern, text)).toBe(false);
  // About a million steps: milliseconds. A backtracking matcher would not end within a lifetime.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test.each([
  ['', '', true],
  ['*', '', true],
  ['**', 'abc', true],
  ['?', '', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['*abc', 'ababc', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a.c', 'abc', false],
  ['(a|b)+', '(a|b)+', true],
])('"%s" against "%s": %s', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));
