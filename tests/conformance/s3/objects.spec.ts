import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { eventually } from '../eventually.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
const Bucket = 'objects';

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

const text = async (Key: string, more = {}) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();

describe('an object', () => {
  it('is read as it was written, with everything its writer said of it', async () => {
    const said = {
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      Metadata: { colour: 'blue', 'two-words': 'a b' },
    };
    const Body = Buffer.from('hello, wörld');
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key: 'dir/ä b+c%.txt', Body, Expires: new Date('2030-01-01'), Tagging: 'a=1&b=2', ...said }),
    );
    const etag = `"${createHash('md5').update(Body).digest('hex')}"`;
    expect(put).toMatchObject({ ETag: etag, ServerSideEncryption: 'AES256', ChecksumType: 'FULL_OBJECT' });
    expect(put.ChecksumCRC32).toBeDefined();
    expect(put.VersionId).toBeUndefined();

    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'dir/ä b+c%.txt', ChecksumMode: 'ENABLED' }));
    expect(await got.Body!.transformToString()).toBe('hello, wörld');
    expect(got).toMatchObject({
      ...said,
      ETag: etag,
      ContentLength: Body.length,
      AcceptRanges: 'bytes',
      TagCount: 2,
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
      ChecksumCRC32: put.ChecksumCRC32,
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'dir/ä b+c%.txt' }));
    expect(head).toMatchObject({ ...said, ETag: etag, ContentLength: Body.length });
    expect(head.ChecksumCRC32).toBeUndefined();
  });

  it.each([
    ['bytes=0-4', '01234', 'bytes 0-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-100', '56789', 'bytes 5-9/10'],
    ['bytes=4-2', '0123456789', undefined],
    ['bytes=0-1,4-5', '0123456789', undefined],
    ['lines=1', '0123456789', undefined],
  ])('read with Range %s is %s', async (Range, expected, ContentRange) => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
    expect(await got.Body!.transformToString()).toBe(expected);
    expect(got.ContentRange).toBe(ContentRange);
    expect(got.$metadata.httpStatusCode).toBe(ContentRange ? 206 : 200);
  });

  it('read from behind its end is refused with its size', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));
    const refused = await s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=10-' })).catch((error) => error);
    expect(refused).toMatchObject({
      name: 'InvalidRange',
      message: 'The requested range is not satisfiable',
      ActualObjectSize: '10',
      RangeRequested: 'bytes=10-',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('is served or not as its reader knows it', async () => {
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'cached', Body: 'x' }));
    const status = (conditions: object) =>
      s3.send(new GetObjectCommand({ Bucket, Key: 'cached', ...conditions })).then(
        ({ $metadata }) => $metadata.httpStatusCode,
        ({ $metadata }) => $metadata.httpStatusCode,
      );
    const [past, future] = [new Date('2020-01-01'), new Date('2060-01-01')];
    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    expect(await status({ IfModifiedSince: past })).toBe(200);
    expect(await status({ IfModifiedSince: future })).toBe(304);
    expect(await status({ IfUnmodifiedSince: past })).toBe(412);
    expect(await status({ IfUnmodifiedSince: future })).toBe(200);
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: past })).toBe(200);
    expect(await status({ IfNoneMatch: '"other"', IfModifiedSince: future })).toBe(200);
  });

  it('is written only where its writer expects nothing, or what is there', async () => {
    const put = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'conditional', Body: 'x', ...more }));
    const { ETag } = await put({ IfNoneMatch: '*' });
    expect(await refusal(put({ IfNoneMatch: '*' }))).toEqual({
      status: 412,
      code: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
    });
    expect((await refusal(put({ IfMatch: '"other"' }))).code).toBe('PreconditionFailed');
    await put({ IfMatch: ETag });
    expect((await refusal(s3.send(new PutObjectCommand({ Bucket, Key: 'nothing', Body: 'x', IfMatch: ETag })))).code).toBe(
      'NoSuchKey',
    );
  });

  it('is the last of those written at once, whole', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => String(index).repeat(1000));
    await Promise.all(bodies.map((Body) => s3.send(new PutObjectCommand({ Bucket, Key: 'raced', Body }))));
    expect(bodies).toContain(await text('raced'));
  });

  it('whose writer goes away in the middle is not there', async () => {
    const url = new URL(await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'broken' })));
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    socket.write(`PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 100000\r\n\r\n`);
    socket.write(Buffer.alloc(50_000));
    const incoming = join(api.config.blobsFolder, 'incoming');
    await eventually(async () => ((await readdir(incoming)).length > 0 ? true : undefined));
    socket.destroy();
    await eventually(async () => ((await readdir(incoming)).length === 0 ? true : undefined));
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'broken' })))).toMatchObject({
      status: 404,
      code: 'NotFound',
    });
  });

  it('sent with a wrong checksum is not there', async () => {
    const wrong = Buffer.alloc(16).toString('base64');
    expect(await refusal(s3.send(new PutObjectCommand({ Bucket, Key: 'broken', Body: 'x', ContentMD5: wrong })))).toMatchObject({
      code: 'BadDigest',
      status: 400,
    });
    expect(
      await refusal(
        s3.send(new PutObjectCommand({ Bucket, Key: 'broken', Body: 'x', ChecksumSHA256: Buffer.alloc(32).toString('base64') })),
      ),
    ).toMatchObject({ code: 'BadDigest' });
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'broken' })))).toMatchObject({
      status: 404,
      code: 'NotFound',
    });
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'keeps the %s that its writer chose',
    async (ChecksumAlgorithm) => {
      const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'summed', Body: '123456789', ChecksumAlgorithm }));
      const member = `Checksum${ChecksumAlgorithm}` as const;
      expect(put[member]).toBeDefined();
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'summed', ChecksumMode: 'ENABLED' }));
      expect(head[member]).toBe(put[member]);
      const attributes = await s3.send(
        new GetObjectAttributesCommand({
          Bucket,
          Key: 'summed',
          ObjectAttributes: ['Checksum', 'ETag', 'ObjectSize', 'StorageClass', 'ObjectParts'],
        }),
      );
      expect(attributes).toMatchObject({
        Checksum: { [member]: put[member], ChecksumType: 'FULL_OBJECT' },
        ObjectSize: 9,
        StorageClass: 'STANDARD',
        ETag: '25f9e794323b453885f5181f1b624d0b',
      });
      expect(attributes.ObjectParts).toBeUndefined();
    },
  );

  it('of nothing is an object', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));
    expect(await text('empty')).toBe('');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).toMatchObject({ ContentLength: 0 });
  });

  it('that does not exist is refused by its key', async () => {
    const refused = await s3.send(new GetObjectCommand({ Bucket, Key: 'nowhere' })).catch((error) => error);
    expect(refused).toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'nowhere',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    ['a key of 1,025 bytes', { Key: 'k'.repeat(1025) }, 'KeyTooLongError', 400],
    ['more than 2 KB of metadata', { Metadata: { a: 'b'.repeat(2048) } }, 'MetadataTooLarge', 400],
    ['another storage class', { StorageClass: 'GLACIER' as const }, 'NotImplemented', 501],
    ['an unknown storage class', { StorageClass: 'COLD' as never }, 'InvalidStorageClass', 400],
    ['a key of KMS', { ServerSideEncryption: 'aws:kms' as const }, 'NotImplemented', 501],
    ['an ACL', { ACL: 'public-read' as const }, 'AccessControlListNotSupported', 400],
    ['the same tag twice', { Tagging: 'a=1&a=2' }, 'InvalidTag', 400],
    ["a tag of AWS's own", { Tagging: 'aws:a=1' }, 'InvalidTag', 400],
  ])('with %s is refused', async (_, input, code, status) => {
    expect(await refusal(s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x', ...input })))).toMatchObject({
      code,
      status,
    });
  });
});

describe('a copy', () => {
  it('has the bytes and what was said of the original, or what is said of the copy', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'from ä',
        Body: 'copied',
        ContentType: 'text/css',
        Metadata: { a: '1' },
        Tagging: 't=1',
      }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent('from ä')}`;
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(CopyObjectResult!.ETag).toBe(`"${createHash('md5').update('copied').digest('hex')}"`);
    expect(CopyObjectResult!.LastModified).toBeInstanceOf(Date);
    expect(await text('to')).toBe('copied');
    const whole = encodeURIComponent(`${Bucket}/from ä`);
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'encoded as a whole', CopySource: whole }));
    expect(await text('encoded as a whole')).toBe('copied');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      ContentType: 'text/css',
      Metadata: { a: '1' },
    });
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'to' }))).TagSet).toEqual([{ Key: 't', Value: '1' }]);
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
        Tagging: 'u=2',
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'to', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { b: '2' } });
    expect(head.ChecksumSHA256).toBe(createHash('sha256').update('copied').digest('base64'));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'to' }))).TagSet).toEqual([{ Key: 'u', Value: '2' }]);
  });

  it('is made also of what is overwritten meanwhile', async () => {
    const keys = ['swap/a', 'swap/b'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const copy = (from: string, Key: string) => s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${from}` }));
    const copies = Array.from({ length: 20 }, (_, index) => (index % 2 ? copy('swap/a', 'swap/b') : copy('swap/b', 'swap/a')));
    await Promise.all(copies);
    for (const key of keys) expect(keys).toContain(await text(key));
  });

  it('of itself must change something', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'x' }));
    const copy = (more = {}) => s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self`, ...more }));
    expect(await refusal(copy())).toMatchObject({ code: 'InvalidRequest', status: 400 });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { changed: 'yes' } });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'self' }))).toMatchObject({ Metadata: { changed: 'yes' } });
  });

  it('takes its source only as it expects it', async () => {
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'x' }));
    const copy = (more = {}) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/source`, ...more }));
    await copy({ CopySourceIfMatch: ETag });
    expect((await refusal(copy({ CopySourceIfMatch: '"other"' }))).code).toBe('PreconditionFailed');
    expect((await refusal(copy({ CopySourceIfNoneMatch: ETag }))).code).toBe('PreconditionFailed');
    expect((await refusal(copy({ CopySource: `${Bucket}/none` }))).code).toBe('NoSuchKey');
    expect((await refusal(copy({ CopySource: 'no-such-bucket-here/none' }))).code).toBe('NoSuchBucket');
    expect((await refusal(copy({ CopySource: 'malformed' }))).code).toBe('InvalidArgument');
  });
});

describe('deleting', () => {
  it('succeeds whether the object is there or not', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    for (let times = 0; times < 2; times++) {
      const { $metadata, DeleteMarker, VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      expect({ status: $metadata.httpStatusCode, DeleteMarker, VersionId }).toEqual({ status: 204 });
    }
    expect((await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'gone' })))).code).toBe('NoSuchKey');
  });

  it('many at once tells the fate of each', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'many/1', Body: 'x' }));
    const objects = { Objects: [{ Key: 'many/1' }, { Key: 'many/2' }, { Key: 'k'.repeat(1025) }] };
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: objects }));
    expect(Deleted).toEqual([{ Key: 'many/1' }, { Key: 'many/2' }]);
    expect(Errors).toEqual([{ Key: 'k'.repeat(1025), Code: 'KeyTooLongError', Message: 'Your key is too long' }]);
    const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'many/1' }], Quiet: true } }));
    expect(quiet.Deleted).toBeUndefined();
    const tooMany = Array.from({ length: 1001 }, (_, index) => ({ Key: String(index) }));
    expect((await refusal(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: tooMany } })))).code).toBe(
      'MalformedXML',
    );
  });
});

describe('tags', () => {
  it('are replaced, read and removed', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x' }));
    const TagSet = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual(TagSet);
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    expect(
      (await refusal(s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: eleven } })))).status,
    ).toBe(400);
    expect((await refusal(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'nowhere' })))).code).toBe('NoSuchKey');
  });
});

describe('a presigned URL', () => {
  it('writes and reads an object without keys, with the headers it asks for, until it expires', async () => {
    const putUrl = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'presigned' }), { expiresIn: 60 });
    expect((await fetch(putUrl, { method: 'PUT', body: 'from far away' })).status).toBe(200);
    const command = new GetObjectCommand({
      Bucket,
      Key: 'presigned',
      ResponseContentType: 'text/x-mine',
      ResponseCacheControl: 'no-store',
    });
    const answer = await fetch(await getSignedUrl(s3, command, { expiresIn: 60 }));
    expect(await answer.text()).toBe('from far away');
    expect(answer.headers.get('content-type')).toBe('text/x-mine');
    expect(answer.headers.get('cache-control')).toBe('no-store');

    const expired = await getSignedUrl(s3, command, { expiresIn: 60, signingDate: new Date(Date.now() - 120_000) });
    const refused = await fetch(expired);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    const altered = await fetch(putUrl.replace('presigned', 'other'), { method: 'PUT', body: 'x' });
    expect(altered.status).toBe(403);
    expect(await altered.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });
});
