import { functionUrl, urlAddress } from './url-address.js';
import { urlHost } from './url-host.js';

const id = 'abcdefghijklmnopqrstuvwxyz234567';

it.each([
  ['http://127.0.0.1:4566', 'localhost:4566', `http://${id}.lambda-url.eu-west-1.localhost:4566/`],
  ['https://hearth.example.com', 'hearth.example.com', `https://${id}.lambda-url.eu-west-1.hearth.example.com/`],
  ['https://10.1.2.3:8443', undefined, `https://10.1.2.3:8443/_lambda-url/${id}/`],
])('is shown at %s with names below %s', (publicUrl, host, expected) => {
  expect(functionUrl(publicUrl, host, id, 'eu-west-1')).toBe(expected);
});

it.each([
  ['http://127.0.0.1:4566', true, 'localhost:4566'],
  ['http://[::1]:4566', true, 'localhost:4566'],
  ['http://127.0.0.1:4566', false, undefined],
  ['http://localhost:4566', false, undefined],
  ['https://hearth.example.com', false, 'hearth.example.com'],
  ['https://10.1.2.3:8443', true, undefined],
])('names at %s, where the resolver knows localhost: %s, are below %s', async (publicUrl, isKnown, expected) => {
  expect(await urlHost(publicUrl, async () => isKnown)).toBe(expected);
});

it.each([
  [
    `${id}.lambda-url.us-east-1.localhost:4566`,
    '/a%2Fb?x=1&x=2',
    { urlId: id, region: 'us-east-1', rawPath: '/a%2Fb', rawQuery: 'x=1&x=2', sharesHost: false },
  ],
  [
    `${id.toUpperCase()}.Lambda-URL.US-EAST-1.on.aws`,
    '/',
    { urlId: id, region: 'us-east-1', rawPath: '/', rawQuery: '', sharesHost: false },
  ],
  ['127.0.0.1:4566', `/_lambda-url/${id}`, { urlId: id, region: undefined, rawPath: '/', rawQuery: '', sharesHost: true }],
  [
    '127.0.0.1:4566',
    `/_lambda-url/${id}/a/b?c`,
    { urlId: id, region: undefined, rawPath: '/a/b', rawQuery: 'c', sharesHost: true },
  ],
  ['127.0.0.1:4566', '/2015-03-31/functions', undefined],
  ['lambda-url.us-east-1.localhost', '/', undefined],
])('reads %s %s', (host, url, expected) => {
  expect(urlAddress({ headers: { host }, url })).toEqual(expected);
});
