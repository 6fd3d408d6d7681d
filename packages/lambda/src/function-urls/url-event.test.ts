import { type UrlCall, urlEvent } from './url-event.js';

const call: UrlCall = {
  requestId: 'r-1',
  urlId: 'abc',
  host: 'abc.lambda-url.us-east-1.localhost',
  method: 'POST',
  rawPath: '/pa2%Fth/1',
  rawQuery: 'q=query&multiQuery=foo&multiQuery=%2Fbar',
  protocol: 'HTTP/1.1',
  headers: {
    'content-type': 'application/json',
    cookie: 'a=1; b=2',
    connection: 'keep-alive',
    'user-agent': 'test/echo',
    'x-a': 'b',
  },
  sourceIp: '10.0.0.7',
  body: Buffer.from('{"foo":"bar"}'),
  receivedAt: new Date(Date.UTC(2020, 2, 12, 19, 3, 58, 638)),
};

it('is the event of payload format 2.0', () => {
  expect(urlEvent(call)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/pa2%Fth/1',
    rawQueryString: 'q=query&multiQuery=foo&multiQuery=%2Fbar',
    cookies: ['a=1', 'b=2'],
    headers: { 'content-type': 'application/json', 'user-agent': 'test/echo', 'x-a': 'b' },
    queryStringParameters: { q: 'query', multiQuery: 'foo,/bar' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: 'abc.lambda-url.us-east-1.localhost',
      domainPrefix: 'abc',
      http: { method: 'POST', path: '/pa2%Fth/1', protocol: 'HTTP/1.1', sourceIp: '10.0.0.7', userAgent: 'test/echo' },
      requestId: 'r-1',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2020:19:03:58 +0000',
      timeEpoch: 1584039838638,
    },
    body: '{"foo":"bar"}',
    isBase64Encoded: false,
  });
});

it('tells who signed', () => {
  const iam = {
    accessKey: 'AKIA',
    accountId: '222222222222',
    callerId: 'AIDA',
    userArn: 'arn:aws:iam::222222222222:user/u',
    userId: 'AIDA',
  };
  expect(urlEvent({ ...call, caller: { accountId: '111111111111', iam } }).requestContext).toMatchObject({
    accountId: '111111111111',
    authorizer: { iam: { ...iam, cognitoIdentity: null, principalOrgId: null } },
  });
});

it('has neither body, cookies nor parameters where there are none', () => {
  const event = urlEvent({ ...call, rawQuery: '', headers: {}, body: Buffer.alloc(0) });
  expect(Object.keys(event)).toEqual([
    'version',
    'routeKey',
    'rawPath',
    'rawQueryString',
    'headers',
    'requestContext',
    'isBase64Encoded',
  ]);
  expect(event.isBase64Encoded).toBe(false);
});

it.each([
  ['multipart/form-data; boundary=x', 'text', true],
  ['application/x-www-form-urlencoded', 'a=b', true],
  [undefined, 'text', true],
  ['application/octet-stream', 'text', true],
  ['text/plain', 'text', false],
  ['application/vnd.api+json', '{}', false],
  ['text/xml; charset=utf-8', '<a/>', false],
  ['text/plain', '\xff\xfe', true],
])('takes a body of type %s for text or not', (type, body, isBase64Encoded) => {
  const bytes = Buffer.from(body, 'latin1');
  const event = urlEvent({ ...call, headers: type === undefined ? {} : { 'content-type': type }, body: bytes });
  expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? bytes.toString('base64') : body });
});
