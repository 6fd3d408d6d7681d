import { corsHeaders, preflightHeaders } from './cors-headers.js';

const origin = 'https://app.example';

describe('an answer to another origin', () => {
  it.each([
    [{ allowOrigins: ['*'] }, { 'access-control-allow-origin': '*' }],
    [
      { allowOrigins: ['*'], allowCredentials: true },
      { 'access-control-allow-origin': origin, vary: 'Origin', 'access-control-allow-credentials': 'true' },
    ],
    [
      { allowOrigins: [origin], exposeHeaders: ['date', 'x-a'] },
      { 'access-control-allow-origin': origin, vary: 'Origin', 'access-control-expose-headers': 'date,x-a' },
    ],
    [{ allowOrigins: ['https://other.example'] }, {}],
    [{}, {}],
  ])('under %j', (cors, expected) => {
    expect(corsHeaders(cors, origin)).toEqual(expected);
  });

  it('says nothing to a caller without an origin', () => {
    expect(corsHeaders({ allowOrigins: ['*'] }, undefined)).toEqual({});
  });
});

describe('an answer to a preflight', () => {
  const cors = { allowOrigins: [origin], allowMethods: ['GET', 'PUT'], allowHeaders: ['X-A', 'content-type'], maxAgeSeconds: 60 };
  const asked = { origin, method: 'PUT', headers: 'x-a' };

  it('permits what was asked for', () => {
    expect(preflightHeaders(cors, asked)).toEqual({
      'access-control-allow-origin': origin,
      vary: 'Origin',
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'X-A,content-type',
      'access-control-max-age': '60',
    });
  });

  it('permits whatever headers are asked for under *', () => {
    expect(preflightHeaders({ ...cors, allowHeaders: ['*'] }, { ...asked, headers: 'x-b, x-c' })).toMatchObject({
      'access-control-allow-headers': 'x-b,x-c',
    });
  });

  it.each([
    { ...asked, origin: 'https://evil.example' },
    { ...asked, method: 'DELETE' },
    { ...asked, headers: 'x-a, x-b' },
  ])('is silent about %j', (preflight) => {
    expect(preflightHeaders(cors, preflight)).toEqual({});
  });
});
