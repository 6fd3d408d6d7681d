import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
const Bucket = 'in-parts';
const MEGABYTE = 1024 * 1024;

beforeAll(async () => {
  api = await runningApi();
  // Older clients, and those that are told so, send no checksum unless they must.
  s3 = s3Client(api, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();
const big = (fill: string) => Buffer.alloc(5 * MEGABYTE, fill);

async function begun(Key: string, more: object = {}) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  const upload = { Bucket, Key, UploadId };
  return {
    upload,
    put: async (PartNumber: number, Body: Uint8Array, rest: object = {}) => ({
      PartNumber,
      ...(await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...rest }))),
    }),
    complete: (Parts: { PartNumber?: number; ETag?: string }[], rest: object = {}) =>
      s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...rest })),
  };
}

describe('a multipart upload', () => {
  it('is completed by a document that clients of 2020 call after its shape', async () => {
    const { upload, put } = await begun('completed by an old client');
    const part = await put(1, Buffer.from('all of it'));
    const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [part] } });
    command.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string };
        request.body = request.body.replaceAll('CompleteMultipartUpload', 'CompletedMultipartUpload');
        expect(request.body).toContain('<CompletedMultipartUpload');
        return next(args);
      },
      { step: 'build', priority: 'high' },
    );
    expect((await s3.send(command)).ETag).toMatch(/-1"$/);
  });

  it('becomes the object that its parts make, with what was said at its start', async () => {
    const { upload, put, complete } = await begun('whole', { ContentType: 'text/x-parts', Metadata: { a: '1' }, Tagging: 't=1' });
    const bodies = [big('a'), big('b'), Buffer.from('the end')];
    const second = await put(2, bodies[1]!);
    const first = await put(1, bodies[0]!);
    const third = await put(7, bodies[2]!);
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'whole' })))).toMatchObject({ status: 404 });
    const completed = await complete([first, second, third]);
    const ETag = `"${createHash('md5')
      .update(Buffer.concat(bodies.map(md5)))
      .digest('hex')}-3"`;
    expect(completed).toMatchObject({ Bucket, Key: 'whole', ETag, ChecksumType: 'FULL_OBJECT' });
    expect(completed.ChecksumCRC64NVME).toBeDefined();

    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
    expect(got).toMatchObject({ ContentType: 'text/x-parts', Metadata: { a: '1' }, TagCount: 1, ETag });
    expect(md5(await got.Body!.transformToByteArray())).toEqual(md5(Buffer.concat(bodies)));
    const across = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'whole', Range: `bytes=${5 * MEGABYTE - 2}-${5 * MEGABYTE + 1}` }),
    );
    expect(await across.Body!.transformToString()).toBe('aabb');
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'whole', PartNumber: 7 }));
    expect(part).toMatchObject({ PartsCount: 3, ContentLength: 7, $metadata: { httpStatusCode: 206 } });
    expect(await part.Body!.transformToString()).toBe('the end');
    expect(await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'whole', PartNumber: 3 })))).toMatchObject({
      code: 'InvalidPartNumber',
      status: 416,
    });
    const again = await complete([first, second, third]);
    expect(again.ETag).toBe(ETag);
    expect(await refusal(s3.send(new ListPartsCommand(upload)))).toMatchObject({ code: 'NoSuchUpload', status: 404 });
  });

  it('has the same CRC64NVME in parts as in one piece', async () => {
    const bodies = [big('x'), Buffer.from('tail')];
    const { put, complete } = await begun('crc', { ChecksumAlgorithm: 'CRC64NVME' });
    const parts = [await put(1, bodies[0]!), await put(2, bodies[1]!)];
    const { ChecksumCRC64NVME } = await complete(parts);
    const whole = await s3.send(
      new PutObjectCommand({ Bucket, Key: 'crc-whole', Body: Buffer.concat(bodies), ChecksumAlgorithm: 'CRC64NVME' }),
    );
    expect(ChecksumCRC64NVME).toBe(whole.ChecksumCRC64NVME);
  });

  it('with composite checksums has the checksum of those of its parts', async () => {
    const bodies = [big('x'), Buffer.from('tail')];
    const { put, complete } = await begun('composite', { ChecksumAlgorithm: 'SHA256' });
    const sums = bodies.map((body) => createHash('sha256').update(body).digest());
    const parts = [
      await put(1, bodies[0]!, { ChecksumSHA256: sums[0]!.toString('base64') }),
      await put(2, bodies[1]!, { ChecksumSHA256: sums[1]!.toString('base64') }),
    ];
    const without = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag: ETag! }));
    expect(await refusal(complete(without))).toMatchObject({ code: 'InvalidRequest', status: 400 });
    const { ChecksumSHA256, ChecksumType } = await complete(parts);
    expect(ChecksumSHA256).toBe(`${createHash('sha256').update(Buffer.concat(sums)).digest('base64')}-2`);
    expect(ChecksumType).toBe('COMPOSITE');
    const { ObjectParts, Checksum } = await s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'composite', ObjectAttributes: ['ObjectParts', 'Checksum'] }),
    );
    expect(Checksum!.ChecksumSHA256).toBe(ChecksumSHA256);
    expect(ObjectParts).toMatchObject({ TotalPartsCount: 2, IsTruncated: false });
    expect(ObjectParts!.Parts!.map((part) => part.ChecksumSHA256)).toEqual(sums.map((sum) => sum.toString('base64')));
  });

  it('takes parts with the checksums that clients add by themselves', async () => {
    const client = s3Client(api);
    const { upload, complete } = await begun('with-defaults');
    const part = await client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(part.ChecksumCRC32).toBe('jNwWgw==');
    const completed = await complete([{ PartNumber: 1, ...part }]);
    expect(completed.ChecksumCRC64NVME).toBeDefined();
    client.destroy();
  });

  it('for which an algorithm was chosen takes no part with another', async () => {
    const { put } = await begun('one-algorithm', { ChecksumAlgorithm: 'SHA256' });
    expect(await refusal(put(1, Buffer.from('x'), { ChecksumAlgorithm: 'CRC32' }))).toEqual({
      code: 'InvalidRequest',
      status: 400,
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
  });

  it.each([
    ['SHA256', 'FULL_OBJECT', 'The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.'],
    ['CRC64NVME', 'COMPOSITE', 'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.'],
  ] as const)('cannot have a %s that is %s', async (ChecksumAlgorithm, ChecksumType, message) => {
    expect(await refusal(begun('never', { ChecksumAlgorithm, ChecksumType }))).toEqual({
      code: 'InvalidRequest',
      status: 400,
      message,
    });
  });

  it('is refused as it should not be completed, and can still be', async () => {
    const { put, complete } = await begun('refused');
    const first = await put(1, Buffer.from('too small'));
    const second = await put(2, Buffer.from('last'));
    expect(await refusal(complete([second, first]))).toMatchObject({ code: 'InvalidPartOrder', status: 400 });
    expect(await refusal(complete([first, second]))).toMatchObject({ code: 'EntityTooSmall', status: 400 });
    expect(await refusal(complete([{ PartNumber: 3, ETag: first.ETag! }]))).toMatchObject({ code: 'InvalidPart', status: 400 });
    expect(await refusal(complete([{ PartNumber: 1, ETag: second.ETag! }]))).toMatchObject({ code: 'InvalidPart', status: 400 });
    expect(await refusal(complete([]))).toMatchObject({ code: 'MalformedXML', status: 400 });
    expect(await refusal(complete([second], { MpuObjectSize: 5 }))).toMatchObject({ code: 'InvalidRequest', status: 400 });
    expect(await refusal(put(10_001, Buffer.from('x')))).toMatchObject({
      code: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    });
    await complete([second]);
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'refused' }))).ContentLength).toBe(4);
  });

  it('is listed with its parts, the last of each number, until it is aborted', async () => {
    const { upload, put } = await begun('listed/one');
    const other = await begun('listed/two/deep');
    await put(1, Buffer.from('first try'));
    const { ETag } = await put(1, Buffer.from('second try'));
    await put(3, Buffer.from('x'));
    const parts = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1', Parts: [{ PartNumber: 1, ETag, Size: 10 }] });
    const rest = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker: parts.NextPartNumberMarker }));
    expect(rest.Parts!.map(({ PartNumber }) => PartNumber)).toEqual([3]);
    const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed/', Delimiter: '/' }));
    expect(uploads.Uploads!.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([['listed/one', upload.UploadId]]);
    expect(uploads.CommonPrefixes).toEqual([{ Prefix: 'listed/two/' }]);
    const page = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed/', MaxUploads: 1 }));
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: 'listed/one', NextUploadIdMarker: upload.UploadId });
    const next = await s3.send(
      new ListMultipartUploadsCommand({
        Bucket,
        Prefix: 'listed/',
        KeyMarker: page.NextKeyMarker,
        UploadIdMarker: page.NextUploadIdMarker,
      }),
    );
    expect(next.Uploads!.map(({ UploadId }) => UploadId)).toEqual([other.upload.UploadId]);
    expect((await s3.send(new AbortMultipartUploadCommand(upload))).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(put(4, Buffer.from('x')))).toMatchObject({ code: 'NoSuchUpload', status: 404 });
    expect(await refusal(s3.send(new AbortMultipartUploadCommand(upload)))).toMatchObject({ code: 'NoSuchUpload' });
  });

  it('takes parts from other objects', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'part-source', Body: Buffer.concat([big('a'), big('b')]) }));
    const { upload, complete } = await begun('from-others');
    const copied = async (PartNumber: number, CopySourceRange: string) => {
      const command = new UploadPartCopyCommand({ ...upload, PartNumber, CopySource: `${Bucket}/part-source`, CopySourceRange });
      return { PartNumber, ETag: (await s3.send(command)).CopyPartResult!.ETag! };
    };
    expect(await refusal(copied(1, `bytes=0-${10 * MEGABYTE}`))).toMatchObject({ code: 'InvalidArgument', status: 400 });
    await complete([await copied(1, `bytes=${5 * MEGABYTE}-${10 * MEGABYTE - 1}`), await copied(2, 'bytes=0-2')]);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'from-others' }));
    expect(md5(await got.Body!.transformToByteArray())).toEqual(md5(Buffer.concat([big('b'), Buffer.from('aaa')])));
  });

  it('completed by ten at once is completed once', async () => {
    const { put, complete } = await begun('raced-completion');
    const part = await put(1, Buffer.from('x'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete([part])));
    expect(new Set(answers.map(({ ETag }) => ETag)).size).toBe(1);
  });

  it('does not keep its bucket from being deleted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'with-upload' }));
    await s3.send(new CreateMultipartUploadCommand({ Bucket: 'with-upload', Key: 'x' }));
    await s3.send(new DeleteBucketCommand({ Bucket: 'with-upload' }));
  });
});

it('a stream of unknown length is uploaded by the SDK in parts', async () => {
  const chunks = Array.from({ length: 12 }, (_, index) => Buffer.alloc(MEGABYTE, index));
  const client = s3Client(api);
  const upload = new Upload({ client, params: { Bucket, Key: 'streamed', Body: Readable.from(chunks) }, partSize: 5 * MEGABYTE });
  await upload.done();
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
  expect(md5(await got.Body!.transformToByteArray())).toEqual(md5(Buffer.concat(chunks)));
  expect(got.ETag).toMatch(/-3"$/);
  client.destroy();
});
