import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { eventually } from '../conformance/eventually.js';
import { type TestDatabase, testDatabase } from '../kit/database.js';
import { redisUrlOfProcesses } from '../kit/redis-url.js';
import { type ApiProcess, startApiProcess } from './processes/api.js';

const MEGABYTE = 1024 * 1024;
const Bucket = 'survivor';
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: randomUUID() };
let database: TestDatabase;
let blobs: string;
let variables: Record<string, string>;
let api: ApiProcess;
let s3: S3Client;

/** A client of the API process that is running now. */
async function started(): Promise<void> {
  api = await startApiProcess(variables);
  s3 = new S3Client({ endpoint: api.url, region: 'us-east-1', credentials, maxAttempts: 1, forcePathStyle: true });
}

beforeAll(async () => {
  database = await testDatabase();
  blobs = await mkdtemp(join(tmpdir(), 'hearth-s3-'));
  variables = {
    DATABASE_URL: database.url,
    REDIS_URL: redisUrlOfProcesses(),
    HEARTH_MASTER_KEY: randomBytes(32).toString('base64'),
    HEARTH_BLOBS: blobs,
    HEARTH_ACCOUNT_ID: '111111111111',
    HEARTH_ACCESS_KEY_ID: credentials.accessKeyId,
    HEARTH_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    HEARTH_ADMIN_PASSWORD: randomUUID(),
  };
  await started();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3?.destroy();
  await api?.kill();
  await database.drop();
  await rm(blobs, { recursive: true, force: true });
});

/** As many bytes as are asked for, a megabyte after the other, with the MD5 of what was given so far. */
function bytes(megabytes: number, pauseMilliseconds = 0) {
  const md5 = createHash('md5');
  async function* pieces() {
    for (let index = 0; index < megabytes; index++) {
      const piece = Buffer.alloc(MEGABYTE, index);
      md5.update(piece);
      yield piece;
      if (pauseMilliseconds) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  }
  return { stream: Readable.from(pieces(), { objectMode: false }), md5 };
}

/** The most memory that a process has ever had, in megabytes. */
async function mostMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

test('an upload that a kill of the API interrupts leaves the object that was there before', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'replaced', Body: 'before' }));
  const body = bytes(200, 50);
  const upload = s3.send(new PutObjectCommand({ Bucket, Key: 'replaced', Body: body.stream, ContentLength: 200 * MEGABYTE }));
  const failed = upload.then(
    () => undefined,
    (error: unknown) => error,
  );
  await eventually(async () => ((await readdir(join(blobs, 'incoming'))).length > 0 ? true : undefined));
  await api.kill();
  expect(await failed).toBeDefined();
  body.stream.destroy();

  await started();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'replaced' }));
  expect(await Body!.transformToString()).toBe('before');
}, 300_000);

test('parts that were acknowledged survive a kill of the API, and the upload is completed with them', async () => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'in-parts' }));
  const upload = { Bucket, Key: 'in-parts', UploadId };
  const first = Buffer.alloc(5 * MEGABYTE, 'a');
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: first }));
  await api.kill();

  await started();
  expect((await s3.send(new ListPartsCommand(upload))).Parts!.map((part) => part.ETag)).toEqual([ETag]);
  const last = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: 'b' }));
  const Parts = [
    { PartNumber: 1, ETag },
    { PartNumber: 2, ETag: last.ETag },
  ];
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  await api.kill();

  await started();
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'in-parts' }));
  expect(head.ContentLength).toBe(5 * MEGABYTE + 1);
}, 300_000);

test('an object of 1 GB is taken in and given out in less than 256 MB of memory above idle (5 GB is the limit)', async () => {
  const idle = await mostMegabytes(api.pid);
  const body = bytes(1024);
  const { ETag } = await s3.send(
    new PutObjectCommand({ Bucket, Key: 'large', Body: body.stream, ContentLength: 1024 * MEGABYTE }),
  );
  const md5 = body.md5.digest('hex');
  expect(ETag).toBe(`"${md5}"`);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
  const read = createHash('md5');
  for await (const piece of Body as Readable) read.update(piece as Buffer);
  expect(read.digest('hex')).toBe(md5);
  expect((await mostMegabytes(api.pid)) - idle).toBeLessThan(256);
}, 300_000);
