import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateFunctionCommand, GetFunctionCommand, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi, testRegion } from '../../kit/running-api.js';
import { zipOf } from '../../kit/zip-of.js';
import { echoZip, roleFor } from '../deployment.js';
import { s3Client } from './s3-client.js';

const run = promisify(execFile);
const bucket = `awslambda-${testRegion}-tasks`;

let api: RunningTestApi;
let s3: S3Client;
let folder: string;
let link: string;
beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  folder = await mkdtemp(join(tmpdir(), 'hearth-links-'));
  const Role = await roleFor(api, 'execution');
  const code = { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: await echoZip() } } as const;
  await api.lambda.send(new CreateFunctionCommand({ FunctionName: 'linked', Role, ...code }));
  const { Code } = await api.lambda.send(new GetFunctionCommand({ FunctionName: 'linked' }));
  link = here(Code!.Location!);
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The test's API listens on another port than its public URL says. */
const here = (url: string) => url.replace(api.config.publicUrl, api.url);

it('the link of GetFunction opens with no credentials, and with the headers of an object', async () => {
  const answer = await fetch(link);
  expect(answer.status).toBe(200);
  const content = Buffer.from(await answer.arrayBuffer());
  expect(content.equals(await echoZip())).toBe(true);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(content.length),
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    'accept-ranges': 'bytes',
    'x-amz-request-id': expect.any(String),
  });
});

it('the link of a layer gives its content', async () => {
  const ZipFile = await zipOf({ 'nodejs/x.js': 'x' });
  const { Content } = await api.lambda.send(new PublishLayerVersionCommand({ LayerName: 'linked', Content: { ZipFile } }));
  expect(new URL(Content!.Location!).pathname).toMatch(/^\/awslambda-us-east-1-layers\/snapshots\/111111111111\/linked-/);
  expect(Buffer.from(await (await fetch(here(Content!.Location!))).arrayBuffer()).equals(ZipFile)).toBe(true);
});

it('what the AWS CLI prints is what curl needs', async () => {
  const { accessKeyId, secretAccessKey } = api.clientSettings.credentials;
  const env = { PATH: process.env.PATH, HOME: folder, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const query = ['--query', 'Code.Location', '--output', 'text'];
  const asked = ['lambda', 'get-function', '--function-name', 'linked', '--endpoint-url', api.url, '--region', testRegion];
  const { stdout } = await run('aws', [...asked, ...query], { env });
  const file = join(folder, 'code.zip');
  await run('curl', ['--fail', '--silent', '--show-error', '--noproxy', '*', '--output', file, here(stdout.trim())]);
  const { stdout: sum } = await run('sha256sum', [file]);
  expect(sum.split(' ')[0]).toBe(
    createHash('sha256')
      .update(await echoZip())
      .digest('hex'),
  );
}, 60_000);

it.each([
  ['was altered', 'GET', (url: string) => url.replace('/linked-', '/other-')],
  ['is asked to be put', 'PUT', (url: string) => url],
  ['is asked to be deleted', 'DELETE', (url: string) => url],
  ['has no signature', 'GET', (url: string) => url.replace(/\?.*$/, '')],
])('a link that %s opens nothing', async (_what, method, altered) => {
  const answer = await fetch(altered(link), { method });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>');
  expect((await fetch(link)).status).toBe(200);
});

it('the buckets behind the links are closed even to the account’s owner, and nobody can make or see them', async () => {
  const Key = decodeURIComponent(new URL(link).pathname).replace(`/${bucket}/`, '');
  await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
  for (const command of [
    new ListObjectsV2Command({ Bucket: bucket }),
    new GetObjectCommand({ Bucket: bucket, Key }),
    new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }),
    new DeleteBucketCommand({ Bucket: bucket }),
  ]) {
    await expect(s3.send(command as GetObjectCommand)).rejects.toMatchObject({ name: 'AccessDenied' });
  }
  for (const kind of ['tasks', 'layers']) {
    const create = new CreateBucketCommand({ Bucket: `awslambda-eu-west-1-${kind}` });
    await expect(s3.send(create)).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
  }
  await expect(
    s3.send(new CopyObjectCommand({ Bucket: 'mine', Key: 'k', CopySource: `${bucket}/${Key}` })),
  ).rejects.toMatchObject({
    name: expect.stringMatching(/AccessDenied|NoSuchBucket/),
  });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toEqual(['mine']);
});
