import { urlResponse } from './url-response.js';

const answered = (result: unknown) => {
  const answer = urlResponse(Buffer.from(JSON.stringify(result)));
  return answer && { ...answer, headers: { ...answer.headers }, body: answer.body.toString() };
};

describe('what a function returns without a status code', () => {
  it.each([
    [{ hello: 'world' }, '{"hello":"world"}'],
    [['hello', 3, true], '["hello",3,true]'],
    ['hello', 'hello'],
    [3, '3'],
    [3.1, '3.1'],
    [true, 'true'],
    [null, 'null'],
  ])('is the body of a 200 of JSON: %j', (result, body) => {
    expect(answered(result)).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body });
  });

  it('is written without the spaces it came with', () => {
    expect(urlResponse(Buffer.from('[1, 2]'))!.body.toString()).toBe('[1,2]');
  });
});

describe('what a function returns with a status code', () => {
  it('is told in full, header names without case', () => {
    expect(
      answered({ statusCode: 201, headers: { 'Content-Type': 'text/plain', 'X-A': 1 }, cookies: ['a=1; Path=/'], body: 'made' }),
    ).toEqual({ status: 201, headers: { 'content-type': 'text/plain', 'x-a': '1' }, cookies: ['a=1; Path=/'], body: 'made' });
  });

  it.each([
    [
      { statusCode: '418', body: "i'm a teapot" },
      { status: 418, body: "i'm a teapot" },
    ],
    [
      { statusCode: 200, body: Buffer.from('bytes').toString('base64'), isBase64Encoded: true },
      { status: 200, body: 'bytes' },
    ],
    [{ statusCode: 204 }, { status: 204, body: '' }],
    [
      { statusCode: 200, body: null },
      { status: 200, body: '' },
    ],
    [
      { statusCode: 200, body: { a: 1 } },
      { status: 200, body: '{"a":1}' },
    ],
  ])('may be %j', (result, expected) => {
    expect(answered(result)).toMatchObject(expected);
  });

  it.each([
    { statusCode: 'OK' },
    { statusCode: 99 },
    { statusCode: 101 },
    { statusCode: 600 },
    { statusCode: 200.5 },
    { statusCode: null },
    { statusCode: 200, headers: 'none' },
    { statusCode: 200, headers: { a: {} } },
    { statusCode: 200, headers: { 'x-a': 'b\r\nset-cookie: stolen=1' } },
    { statusCode: 200, headers: { 'x-a\r\nx-b': 'b' } },
    { statusCode: 200, headers: { 'x a': 'b' } },
    { statusCode: 200, headers: { 'x-a': 'ü€' } },
    { statusCode: 200, cookies: 'a=1' },
    { statusCode: 200, cookies: ['a=1\r\nx-b: c'] },
    { statusCode: 200, body: 'ü', isBase64Encoded: true },
  ])('is malformed as %j', (result) => {
    expect(urlResponse(Buffer.from(JSON.stringify(result)))).toBeUndefined();
  });

  it('cannot speak of the connection or of the length of its body', () => {
    const headers = {
      Connection: 'close',
      'Transfer-Encoding': 'chunked',
      'Content-Length': '5',
      Upgrade: 'h2c',
      TE: 'x',
      'x-a': 'b',
    };
    expect(answered({ statusCode: 200, headers, body: '' })!.headers).toEqual({ 'content-type': 'application/json', 'x-a': 'b' });
  });
});

it('is malformed when it is no JSON', () => {
  expect(urlResponse(Buffer.from('hello'))).toBeUndefined();
});
