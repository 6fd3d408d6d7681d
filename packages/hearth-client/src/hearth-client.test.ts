import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessDeniedException, HearthClient, ListWorkersCommand, SignInCommand, ThrottlingException } from './index.js';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let received: { method?: string | undefined; url?: string | undefined; authorization?: string | undefined; body: string };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received = {
      method: request.method,
      url: request.url,
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    };
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const client = (credentials?: { accessKeyId: string; secretAccessKey: string }) =>
  new HearthClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    maxAttempts: 1,
    ...(credentials && { credentials }),
  });

function replies(status: number, body: object, headers: Record<string, string> = {}) {
  answer = (_request, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'r-1', ...headers })
      .end(JSON.stringify(body));
  };
}

test('SignIn goes out unsigned, without any credentials, and comes back with a date', async () => {
  replies(200, {
    Credentials: { AccessKeyId: 'ASIA1', SecretAccessKey: 's', SessionToken: 't', Expiration: 1_800_000_000 },
    AccountId: '123456789012',
  });
  const output = await client().send(new SignInCommand({ Account: '123456789012', UserName: 'admin', Password: 'pw' }));
  expect(received).toMatchObject({ method: 'POST', url: '/hearth/2026-11-01/sign-in', authorization: undefined });
  expect(JSON.parse(received.body)).toEqual({ Account: '123456789012', UserName: 'admin', Password: 'pw' });
  expect(output.Credentials?.Expiration).toEqual(new Date('2027-01-15T08:00:00Z'));
});

test('every other operation is signed for the service hearth in the region of the client', async () => {
  replies(200, { Workers: [{ WorkerId: 'w-1', Unenforced: ['no memory limit'] }] });
  const output = await client({ accessKeyId: 'AKIA1', secretAccessKey: 's' }).send(new ListWorkersCommand({}));
  expect(received.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIA1\/\d{8}\/eu-central-1\/hearth\/aws4_request/);
  expect(output.Workers).toEqual([{ WorkerId: 'w-1', Unenforced: ['no memory limit'] }]);
});

test('a refusal is an instance of its class with the service’s message and request id', async () => {
  replies(403, { message: 'no' }, { 'x-amzn-errortype': 'AccessDeniedException' });
  const refused = await client()
    .send(new SignInCommand({ Account: 'a', UserName: 'u', Password: 'p' }))
    .catch((error) => error);
  expect(refused).toBeInstanceOf(AccessDeniedException);
  expect(refused).toMatchObject({ message: 'no', $metadata: { httpStatusCode: 403, requestId: 'r-1' } });
});

test('a throttled sign-in says how long to wait', async () => {
  replies(429, { message: 'slow down' }, { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '8' });
  const refused = await client()
    .send(new SignInCommand({ Account: 'a', UserName: 'u', Password: 'p' }))
    .catch((error) => error);
  expect(refused).toBeInstanceOf(ThrottlingException);
  expect(refused.retryAfterSeconds).toBe('8');
});
