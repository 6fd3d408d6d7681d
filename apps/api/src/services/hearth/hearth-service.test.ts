import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWire } from '@hearth/aws-wire';
import {
  AccessDeniedException,
  HearthClient,
  ListQuotasCommand,
  ListWorkersCommand,
  PutQuotaCommand,
  SignInCommand,
  ThrottlingException,
} from '@hearth/hearth-client';
import type { Principal, UserPrincipal } from '@hearth/iam';
import { defaultQuotas } from '@hearth/lambda';
import { hearthService } from './hearth-service.js';

const admin: UserPrincipal = {
  kind: 'user',
  accountId: '123456789012',
  arn: 'arn:aws:iam::123456789012:user/admin',
  uniqueId: 'AIDA1',
  userName: 'admin',
};
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const issued = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expiration: new Date('2026-11-22T00:00:00Z') };
const service = hearthService(
  {
    verifyConsolePassword: async (_account, userName, password) =>
      userName === 'admin' && password === 'right' ? admin : undefined,
  },
  { sessionToken: () => issued },
  {
    list: async () => [
      {
        id: 'w-1',
        address: '/run/w-1.sock',
        runtimes: ['nodejs22.x'],
        sandboxDriver: 'crun',
        unenforced: ['Memory is not limited.'],
        memoryMegabytes: 4096,
        startedAtMilliseconds: 1_795_000_000_000,
      },
    ],
  },
  { of: async () => ({ ...defaultQuotas, ConcurrentExecutions: 7 }), put: async () => {} },
  async () => {},
);
const wire = createWire<Principal & { accountId: string }>({
  services: [service],
  accessKeys: {
    find: async (id) =>
      id === key.accessKeyId ? { kind: 'found', credentials: { ...key, principal: admin } } : { kind: 'unknown' },
  },
  authorizer: {
    authorize: async ({ action }) =>
      action === 'hearth:ListQuotas' ? { kind: 'allow' } : { kind: 'deny', message: 'nobody may' },
  },
  onFault: ({ error }) => {
    throw error;
  },
});

let server: Server;
beforeAll(async () => {
  server = createServer(async (received, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of received) chunks.push(chunk);
    const { method = '', url = '', rawHeaders } = received;
    const { signal } = new AbortController();
    const client = { address: '127.0.0.1', usedTls: false };
    const request = { method, rawUrl: url, rawHeaders, body: Buffer.concat(chunks), client, signal };
    const { status, headers, body } = await wire.handle(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const client = (credentials?: typeof key) =>
  new HearthClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    ...(credentials && { credentials }),
  });
const signIn = (Account: string, UserName: string, Password: string) =>
  client().send(new SignInCommand({ Account, UserName, Password }));

test('the right password is exchanged, without a signature, for temporary credentials', async () => {
  expect(await signIn('123456789012', 'admin', 'right')).toMatchObject({
    Credentials: { AccessKeyId: 'ASIA1', SecretAccessKey: 's', SessionToken: 't', Expiration: issued.expiration },
    AccountId: '123456789012',
    UserArn: admin.arn,
  });
});

test('a wrong account, user and password are refused with one and the same answer', async () => {
  const refusals = await Promise.all([
    signIn('not-an-account', 'admin', 'right').catch((error) => error),
    signIn('123456789012', 'nobody', 'right').catch((error) => error),
    signIn('123456789012', 'admin', 'x'.repeat(1000)).catch((error) => error),
  ]);
  for (const refusal of refusals) expect(refusal).toBeInstanceOf(AccessDeniedException);
  expect(new Set(refusals.map(({ message }) => message)).size).toBe(1);
});

test('who guesses is told to wait, and the SDK understands how long', async () => {
  for (let guess = 0; guess < 5; guess++) await signIn('123456789012', 'guessed', 'wrong').catch(() => undefined);
  const refused = await signIn('123456789012', 'guessed', 'wrong').catch((error) => error);
  expect(refused).toBeInstanceOf(ThrottlingException);
  expect(refused.retryAfterSeconds).toBe('1');
});

test('the workers that announced themselves are listed to whoever signs', async () => {
  const { Workers } = await client(key).send(new ListWorkersCommand({}));
  expect(Workers).toEqual([
    {
      WorkerId: 'w-1',
      Runtimes: ['nodejs22.x'],
      SandboxDriver: 'crun',
      Unenforced: ['Memory is not limited.'],
      MemoryMegabytes: 4096,
      StartedAt: new Date(1_795_000_000_000),
    },
  ]);
});

test('quotas are told to whoever may list them and changed by whoever may change them', async () => {
  const { Quotas } = await client(key).send(new ListQuotasCommand({}));
  expect(Quotas).toContainEqual({ QuotaName: 'ConcurrentExecutions', Value: 7, DefaultValue: 1000 });
  const change = client(key).send(new PutQuotaCommand({ QuotaName: 'ConcurrentExecutions', Value: 2000 }));
  await expect(change).rejects.toBeInstanceOf(AccessDeniedException);
});

test('every operation but SignIn needs a signature', async () => {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/hearth/2026-11-01/workers`);
  expect([response.status, await response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
});
