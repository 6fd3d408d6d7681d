import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createWire } from '@hearth/aws-wire';
import { BlobNotFoundError } from '@hearth/lambda';
import { type Buckets, noSuchBucket, ObjectReader } from '@hearth/services';
import { authorizeS3 } from '../access/authorize-s3.js';
import type { S3Access } from '../access/s3-access.js';
import { readObjectHandlers } from '../read-object-handlers.js';
import { s3Service } from '../s3-service.js';
import { PackageLinks } from './package-links.js';

const MINUTE = 60_000;
const madeAtMs = Date.UTC(2026, 0, 1, 12);
const content = Buffer.from('the bytes of a zip');
const sha256Hex = createHash('sha256').update(content).digest('hex');

const linked = {
  kind: 'tasks',
  scope: { accountId: '111111111111', region: 'eu-central-1' },
  name: 'greet',
  code: { sha256Hex, sizeBytes: content.length },
  modifiedAt: new Date(Date.UTC(2025, 5, 1)),
} as const;

const linksOf = (key: Buffer) => new PackageLinks(key, 'https://hearth.example:4566', () => madeAtMs);
const links = linksOf(Buffer.alloc(32, 1));
const link = links.linkTo(linked);

const bytes = {
  renew: async (hex: string) => {
    if (hex !== sha256Hex) throw new BlobNotFoundError(hex);
  },
  open: async (_hex: string, range?: { startByte: number; endByte: number }) =>
    Readable.from([range ? content.subarray(range.startByte, range.endByte + 1) : content], { objectMode: false }),
  write: async () => {
    throw new Error('nothing is written');
  },
};

/** Asks S3 as somebody who has nothing but the link. */
async function send(url: string, { method = 'GET', headers = {}, minutes = 0, host = 'hearth.example:4566' } = {}) {
  const buckets = {
    find: async (name: string) => {
      throw noSuchBucket(name);
    },
  } as unknown as Buckets;
  const access = {} as S3Access;
  const reader = new ObjectReader({ find: async () => undefined }, bytes);
  const handlers = readObjectHandlers(buckets, reader, access, bytes);
  const wire = createWire({
    services: [s3Service(handlers, authorizeS3(buckets, access), 'hearth.example:4566', links)],
    accessKeys: { find: async () => ({ kind: 'unknown' }) },
    authorizer: { authorize: async () => ({ kind: 'deny', message: 'no' }) },
    onFault: ({ error }) => {
      throw error;
    },
    clock: () => madeAtMs + minutes * MINUTE,
  });
  const { pathname, search } = new URL(url);
  const answer = await wire.handle({
    method,
    rawUrl: pathname + search,
    rawHeaders: ['host', host, ...Object.entries(headers).flat()] as string[],
    body: Buffer.alloc(0),
    client: { address: '127.0.0.1', usedTls: true },
    signal: new AbortController().signal,
  });
  const body = answer.body instanceof Readable ? await buffer(answer.body) : Buffer.from(answer.body);
  return {
    status: answer.status,
    headers: answer.headers,
    body: body.toString(),
    code: /<Code>(.*?)<\/Code>/.exec(body.toString())?.[1],
  };
}

describe('a link to a deployment package', () => {
  it('is a presigned GET of S3 in the form of AWS’s, under the public URL', () => {
    const { origin, pathname, searchParams } = new URL(link);
    expect(origin).toBe('https://hearth.example:4566');
    expect(pathname).toMatch(
      /^\/awslambda-eu-central-1-tasks\/snapshots\/111111111111\/greet-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(Object.fromEntries(searchParams)).toEqual({
      versionId: expect.stringMatching(/^[\w-]{59}$/),
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': '20260101T120000Z',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Expires': '600',
      'X-Amz-Credential': expect.stringMatching(/^AKIA[A-Z0-9]{16}\/20260101\/eu-central-1\/s3\/aws4_request$/),
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(new URL(links.linkTo({ ...linked, kind: 'layers' })).pathname).toMatch(/^\/awslambda-eu-central-1-layers\//);
  });

  it('gives its bytes to whoever has it, with what S3 says of an object', async () => {
    expect(await send(link)).toMatchObject({
      status: 200,
      body: 'the bytes of a zip',
      headers: {
        'Content-Type': 'application/zip',
        'Content-Length': '18',
        ETag: `"${sha256Hex.slice(0, 32)}"`,
        'Last-Modified': 'Sun, 01 Jun 2025 00:00:00 GMT',
      },
    });
    expect(await send(link, { method: 'HEAD' })).toMatchObject({ status: 200, headers: { 'Content-Length': '18' } });
    expect(await send(link, { headers: { range: 'bytes=4-8' } })).toMatchObject({ status: 206, body: 'bytes' });
  });

  it('works by whichever name the client reaches this endpoint', async () => {
    expect(await send(link, { host: 'localhost:4566' })).toMatchObject({ status: 200 });
  });

  it('opens for ten minutes, not longer', async () => {
    expect(await send(link, { minutes: 10 })).toMatchObject({ status: 200 });
    expect(await send(link, { minutes: 10.1 })).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it.each([
    ['its key', (url: string) => url.replace('/greet-', '/other-')],
    ['its account', (url: string) => url.replace('/111111111111/', '/222222222222/')],
    ['its version', (url: string) => url.replace(/versionId=./, 'versionId=_')],
    ['its life', (url: string) => url.replace('Expires=600', 'Expires=60000')],
    ['its date', (url: string) => url.replace('T120000Z', 'T120001Z')],
    ['what it is to be answered as', (url: string) => `${url}&response-content-type=text/html`],
    ['its signature', (url: string) => url.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
  ])('opens nothing once %s was altered', async (_what, altered) => {
    expect(altered(link)).not.toBe(link);
    expect(await send(altered(link))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it.each(['PUT', 'DELETE', 'POST'])('is good for no %s', async (method) => {
    expect(await send(link, { method, headers: { 'content-length': '0' } })).toMatchObject({ status: 403 });
  });

  it('is signed with a key that opens nothing else', async () => {
    const elsewhere = link.replace('/awslambda-eu-central-1-tasks/', '/my-own-bucket/');
    expect(await send(elsewhere)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });

  it('of another installation opens nothing', async () => {
    const other = linksOf(Buffer.alloc(32, 2)).linkTo(linked);
    expect(await send(other)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });

  it('opens nothing without its signature', async () => {
    expect(await send(link.replace(/&X-Amz-.*$/, ''))).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('says so when the code is gone', async () => {
    const gone = links.linkTo({ ...linked, code: { sha256Hex: 'ab'.repeat(32), sizeBytes: 1 } });
    expect(await send(gone)).toMatchObject({ status: 404, code: 'NoSuchKey' });
  });
});
