import { isAmbiguous } from './is-ambiguous.js';

it.each([
  ['one Host header and a path', ['Host', 'a', 'X', 'Host'], '/2015-03-31/functions', false],
  ['two Host headers', ['Host', 'a', 'host', 'b'], '/', true],
  ['no Host header', ['X', 'y'], '/', true],
  ['chunks', ['Host', 'a', 'Transfer-Encoding', 'Chunked'], '/', false],
  ['a transfer coding besides chunks', ['Host', 'a', 'Transfer-Encoding', 'gzip, chunked'], '/', true],
  ['two transfer codings', ['Host', 'a', 'Transfer-Encoding', 'chunked', 'transfer-encoding', 'chunked'], '/', true],
  ['a whole URL as its target', ['Host', 'a'], 'http://b/', true],
])('a request with %s', (_, rawHeaders, url, ambiguous) => {
  expect(isAmbiguous({ rawHeaders, url })).toBe(ambiguous);
});
