import { isSameOrigin } from './same-origin';

const from = (headers: Record<string, string>) => isSameOrigin(new Headers({ host: '127.0.0.1:4567', ...headers }));

test('a page of the console may change things', () => {
  expect(from({ origin: 'http://127.0.0.1:4567', 'sec-fetch-site': 'same-origin' })).toBe(true);
});

test.each([
  ['no origin at all', {}],
  ['another site', { origin: 'https://evil.example' }],
  ['another port of the same host', { origin: 'http://127.0.0.1:4566' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a host that merely starts the same', { origin: 'http://127.0.0.1:4567.evil.example' }],
  ['what the browser calls cross-site', { origin: 'http://127.0.0.1:4567', 'sec-fetch-site': 'cross-site' }],
])('%s may not', (_who, headers: Record<string, string>) => {
  expect(from(headers)).toBe(false);
});
