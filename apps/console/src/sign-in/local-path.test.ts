import { localPath } from './local-path';

test('a path of this console is followed with its query', () => {
  expect(localPath('/functions/hello?tab=monitor&range=1d')).toBe('/functions/hello?tab=monitor&range=1d');
});

test.each([
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
])('%j leads to the front page', (wanted) => {
  expect(localPath(wanted)).toBe('/functions');
});
