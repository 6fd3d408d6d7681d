import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { memoryBuckets } from '../../../../tests/kit/memory-buckets.js';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import type { Caller } from '../identity.js';
import { createWire, type Fault } from '../wire.js';

const credentials = { accessKeyId: 'AKIASTORAGE000000000', secretAccessKey: 'a secret of the storage' };
const session = { ...credentials, accessKeyId: 'ASIASTORAGE000000000', sessionToken: 'token/+=' };
const anonymous = { accountId: 'anonymous' };
const faults: Fault[] = [];
let clockAheadMs = 0;
const asked: { action: string; resource: string; principal: Caller }[] = [];
const buckets = memoryBuckets(anonymous);

const wire = createWire<Caller>({
  services: [buckets.service],
  accessKeys: {
    find: async (accessKeyId, token) => {
      const principal = { accountId: '123456789012' };
      if (accessKeyId === credentials.accessKeyId) return { kind: 'found', credentials: { ...credentials, principal } };
      if (accessKeyId === session.accessKeyId && token) return { kind: 'found', credentials: { ...session, principal } };
      return { kind: 'unknown' };
    },
  },
  authorizer: {
    authorize: async (demand) => {
      asked.push(demand);
      const isPublic = demand.resource.includes('public');
      return demand.principal === anonymous && !isPublic ? { kind: 'deny', message: 'Access Denied' } : { kind: 'allow' };
    },
  },
  onFault: (fault) => faults.push(fault),
  clock: () => Date.now() + clockAheadMs,
});
const server = serveWire(wire);
afterAll(async () => (await server).close());
beforeEach(() => {
  buckets.clear();
  clockAheadMs = 0;
  faults.length = 0;
  asked.length = 0;
});

const client = async (more: Partial<s3.S3ClientConfig> = {}) =>
  new s3.S3Client({
    region: 'eu-west-1',
    endpoint: (await server).url,
    forcePathStyle: true,
    credentials,
    maxAttempts: 1,
    ...more,
  });
const Bucket = 'a-bucket';
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: s3.S3ServiceException) => error,
  ) as Promise<s3.S3ServiceException & Record<string, unknown>>;

describe('an upload', () => {
  test.each([
    ['bytes and the checksum that SDKs add by themselves', {}, {}],
    ['CRC32C', { ChecksumAlgorithm: 'CRC32C' }, {}],
    ['CRC64NVME', { ChecksumAlgorithm: 'CRC64NVME' }, {}],
    ['SHA1', { ChecksumAlgorithm: 'SHA1' }, {}],
    ['SHA256', { ChecksumAlgorithm: 'SHA256' }, {}],
    ['no checksum at all, as older SDKs do', {}, { requestChecksumCalculation: 'WHEN_REQUIRED' }],
  ] as const)('with %s arrives as it was', async (_, how, settings) => {
    for (const bytes of [0, 1, 8_191, 8_192, 200_000]) {
      const content = randomBytes(bytes);
      const Key = `of ${bytes} bytes`;
      await (await client(settings)).send(new s3.PutObjectCommand({ Bucket, Key, Body: content, ...how }));
      expect(buckets.content(Bucket, Key)).toEqual(content);
    }
    expect(faults).toEqual([]);
  });

  test('that flows, whose checksum comes in its trailer, arrives as it was and is known by its checksum', async () => {
    const content = randomBytes(300_000);
    const body = Readable.from([content.subarray(0, 70_000), content.subarray(70_000)], { objectMode: false });
    const command = new s3.PutObjectCommand({ Bucket, Key: 'k', Body: body, ContentLength: content.length });
    await (await client()).send(command);
    expect(buckets.content(Bucket, 'k')).toEqual(content);
    expect(buckets.received.at(-1)).not.toHaveProperty('ContentEncoding');
    expect(buckets.received.at(-1)).toMatchObject({
      ContentLength: content.length,
      checksum: { algorithm: 'CRC32', value: expect.any(String) },
    });
  });

  test('in parts arrives as it was', async () => {
    const content = randomBytes(11 * 1024 * 1024);
    await new Upload({ client: await client(), params: { Bucket, Key: 'large', Body: Readable.from([content]) } }).done();
    expect(createHash('sha256').update(buckets.content(Bucket, 'large')!).digest('hex')).toBe(
      createHash('sha256').update(content).digest('hex'),
    );
  });

  test('with a key of any characters is stored and read under exactly that key', async () => {
    const keys = ['a b', 'a+b', 'a%2Fb', 'a//b/../c', './x', 'ümläut/日本', "!'()*~&=?#:@;,", 'a/', '%', 'x%20y'];
    const storage = await client();
    for (const Key of keys) await storage.send(new s3.PutObjectCommand({ Bucket, Key, Body: Key }));
    expect(buckets.keys(Bucket)).toEqual(keys.toSorted());
    for (const Key of keys) {
      const { Body } = await storage.send(new s3.GetObjectCommand({ Bucket, Key }));
      expect(await Body!.transformToString()).toBe(Key);
    }
  });
});

test('a presigned URL is all that a stranger needs, to read and to write', async () => {
  const storage = await client({ credentials: session });
  const put = await getSignedUrl(
    storage,
    new s3.PutObjectCommand({ Bucket, Key: 'p', ContentType: 'text/x', Metadata: { a: 'b' } }),
  );
  expect((await fetch(put, { method: 'PUT', body: 'content', headers: { 'content-type': 'text/x' } })).status).toBe(200);
  expect(buckets.received.at(-1)).toMatchObject({ Metadata: { a: 'b' } });
  const get = await getSignedUrl(storage, new s3.GetObjectCommand({ Bucket, Key: 'p' }));
  expect(await (await fetch(get)).text()).toBe('content');
  expect((await fetch(get.replace('/p?', '/q?'))).status).toBe(403);
});

test('an answer has its members in XML and in headers, a range its status, an error its code', async () => {
  const storage = await client();
  await storage.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
  const range = await storage.send(new s3.GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }));
  expect([range.$metadata.httpStatusCode, range.ContentRange, await range.Body!.transformToString()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  const head = await storage.send(new s3.HeadObjectCommand({ Bucket, Key: 'k' }));
  expect(head).toMatchObject({ ContentLength: 10, $metadata: { httpStatusCode: 200 } });
  const missing = await refusal(storage.send(new s3.GetObjectCommand({ Bucket, Key: 'none' })));
  expect(missing).toBeInstanceOf(s3.NoSuchKey);
  expect(missing).toMatchObject({ message: 'The specified key does not exist.', Key: 'none' });
  expect((await refusal(storage.send(new s3.HeadObjectCommand({ Bucket, Key: 'none' })))).$metadata.httpStatusCode).toBe(404);
  const list = await storage.send(new s3.ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  expect(list.Contents).toEqual([{ Key: 'k', Size: 10, LastModified: new Date('2026-11-21T00:00:00Z') }]);
});

test('the SDK mends a clock that is an hour behind by itself', async () => {
  clockAheadMs = 3_600_000;
  const command = new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'content' });
  const { $metadata } = await (await client({ maxAttempts: 3 })).send(command);
  expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
});

test('what nobody signed is asked of the authoriser as anybody, and only its yes lets it in', async () => {
  await (await client()).send(new s3.PutObjectCommand({ Bucket, Key: 'public', Body: 'for all' }));
  await (await client()).send(new s3.PutObjectCommand({ Bucket, Key: 'mine', Body: 'secret' }));
  const { url } = await server;
  expect(await (await fetch(`${url}/${Bucket}/public`)).text()).toBe('for all');
  expect(asked.at(-1)).toMatchObject({ action: 's3:GetObject', principal: anonymous });
  const denied = await fetch(`${url}/${Bucket}/mine`);
  expect([denied.status, await denied.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
});
