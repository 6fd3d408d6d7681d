import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import * as s3 from '@aws-sdk/client-s3';
import { createWire } from '@hearth/aws-wire';
import { memoryBuckets } from '../../../../tests/kit/memory-buckets.js';
import { RawConnection } from '../../../../tests/kit/raw-http.js';
import type { Health } from '../health/health.js';
import type { FunctionUrlDoor } from './function-url-door.js';
import { openFrontDoor } from './open-front-door.js';

const credentials = { accessKeyId: 'AKIAFRONTDOOR0000000', secretAccessKey: 'a secret' };
const buckets = memoryBuckets({ accountId: 'anonymous' });
const wire = createWire({
  services: [buckets.service],
  accessKeys: {
    find: async () => ({ kind: 'found', credentials: { ...credentials, principal: { accountId: '123456789012' } } }),
  },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: ({ error }) => {
    throw error;
  },
});
let door: FunctionUrlDoor['answer'];
const functionUrls: FunctionUrlDoor = {
  owns: ({ headers }) => /^\w+\.lambda-url\./.test(headers.host!),
  answer: (...given) => door(...given),
};
const opened = openFrontDoor({ wire, health: {} as Health, trustedProxy: undefined, functionUrls }, undefined);
let url: string;
beforeAll(async () => {
  await (await opened).listen(0, '127.0.0.1');
  const { port } = (await opened).getHttpServer().address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => (await opened).close());

test('objects go in and out whole, whatever their keys and however large', async () => {
  const storage = new s3.S3Client({ region: 'eu-west-1', endpoint: url, forcePathStyle: true, credentials, maxAttempts: 1 });
  const content = Buffer.alloc(5 * 1024 * 1024, 'hearth');
  for (const Key of ['k'.repeat(1_024), 'ü'.repeat(512), '%', 'a//../b', 'health']) {
    await storage.send(new s3.PutObjectCommand({ Bucket: 'bucket', Key, Body: content }));
    const { Body } = await storage.send(new s3.GetObjectCommand({ Bucket: 'bucket', Key }));
    expect(Buffer.from(await Body!.transformToByteArray()).equals(content)).toBe(true);
  }
});

describe('a function URL', () => {
  const request = (method: string, path: string, rest: string) =>
    `${method} ${path} HTTP/1.1\r\nHost: abc.lambda-url.us-east-1.localhost\r\n${rest}`;

  it.each([
    ['GET', '/'],
    ['POST', '/health'],
    ['PROPFIND', '/2015-03-31/functions'],
    ['PURGE', '/%zz//../x?y=%'],
  ])('gets %s %s as it came, before every other route', async (method, path) => {
    door = async (given, response, { client }) => {
      response.end(JSON.stringify([given.method, given.url, client.address]));
    };
    const connection = await RawConnection.to(url);
    connection.send(request(method, path, 'Connection: close\r\n\r\n'));
    await connection.closed;
    expect(connection.received).toContain(JSON.stringify([method, path, '127.0.0.1']));
  });

  it('answers while its caller still sends, and asks for the body only when it reads', async () => {
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    door = async (_given, response, { body }) => {
      await asked;
      await pipeline(body, response);
    };
    const connection = await RawConnection.to(url);
    const expecting = 'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
    connection.send(request('POST', '/', expecting));
    await new Promise((soon) => setTimeout(soon, 100));
    expect(connection.received).toBe('');
    isAsked();
    while (!connection.received.includes('100 Continue')) await new Promise((soon) => setTimeout(soon, 10));
    connection.send('5\r\nfirst\r\n');
    while (!connection.received.includes('first')) await new Promise((soon) => setTimeout(soon, 10));
    connection.send('6\r\nsecond\r\n0\r\n\r\n');
    await connection.closed;
    expect(connection.received).toContain('second');
  });

  it('that fails is answered with 500, and tells nothing', async () => {
    door = async () => {
      throw new Error('the database password is hunter2');
    };
    const connection = await RawConnection.to(url);
    connection.send(request('GET', '/', '\r\n'));
    await connection.closed;
    expect(connection.received).toMatch(/^HTTP\/1\.1 500 /);
    expect(connection.received).not.toContain('hunter2');
  });

  it('knows when its caller has gone', async () => {
    let isGone = () => {};
    const gone = new Promise<void>((resolve) => {
      isGone = resolve;
    });
    door = async (_given, response, { signal }) => {
      response.write('started');
      signal.addEventListener('abort', isGone);
    };
    const connection = await RawConnection.to(url);
    connection.send(request('GET', '/', '\r\n'));
    while (!connection.received.includes('started')) await new Promise((soon) => setTimeout(soon, 10));
    connection.end();
    await gone;
  });
});
