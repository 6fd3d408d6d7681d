import { plainText } from './plain-text';

test.each([
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['the one-character CSI', '\u009b31mred', 'red'],
  ['terminal links', '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007', 'click'],
  ['a link that never ends', '\u001b]8;;https://evil.example', ''],
  ['cursor movements', 'safe\u001b[2K\u001b[1Gevil', 'safeevil'],
])('%s are removed', (_what, hostile, shown) => {
  expect(plainText(hostile)).toBe(shown);
});

test('characters that hide or reorder text become visible', () => {
  expect(plainText('a\u0000b\u202egnp.exe\u2066')).toBe('a\ufffdb\ufffdgnp.exe\ufffd');
});

test('tabs, line ends, accents and other alphabets stay', () => {
  expect(plainText('é\t漢字\r\nعربى\n')).toBe('é\t漢字\nعربى\n');
});

test('a megabyte of unfinished escape sequences takes no time to speak of', () => {
  const started = performance.now();
  plainText('\u001b]'.repeat(250_000) + '\u001b['.repeat(250_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
