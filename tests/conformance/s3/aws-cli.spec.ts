import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';

const run = promisify(execFile);

/** Every AWS CLI of this machine, each version once. */
const commands = [
  ...new Set(
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'aws'))
      .filter(existsSync)
      .map((file) => realpathSync(file)),
  ),
];

let api: RunningTestApi;
let folder: string;

beforeAll(async () => {
  api = await runningApi();
  folder = await mkdtemp(join(tmpdir(), 'hearth-cli-s3-'));
  // Version 1 would presign in us-east-1 with signature version 2, which no bucket made since 2020 accepts.
  await mkdir(join(folder, '.aws'));
  await writeFile(join(folder, '.aws/config'), '[default]\ns3 =\n  signature_version = s3v4\n');
});
afterAll(async () => {
  await api?.stop();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(commands)('%s', (command) => {
  const bucket = `cli-${sha256(Buffer.from(command)).slice(0, 8)}`;
  const aws = async (...args: string[]) => {
    const { accessKeyId, secretAccessKey } = api.clientSettings.credentials;
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: api.clientSettings.region,
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    };
    return (await run(command, [...args, '--endpoint-url', api.url], { env })).stdout;
  };
  const file = (name: string) => join(folder, name);

  it('makes a bucket, copies to, from and within it, lists, removes and signs', async () => {
    await aws('s3', 'mb', `s3://${bucket}`);
    expect(await aws('s3', 'ls')).toContain(bucket);
    await writeFile(file('small ä.txt'), 'from the command line');
    const large = randomBytes(20 * 1024 * 1024);
    await writeFile(file('large.bin'), large);
    await aws('s3', 'cp', file('small ä.txt'), `s3://${bucket}/dir/small ä.txt`, '--metadata', 'a=1');
    await aws('s3', 'cp', file('large.bin'), `s3://${bucket}/large.bin`);
    await aws('s3', 'cp', `s3://${bucket}/large.bin`, `s3://${bucket}/copied.bin`);
    await aws('s3', 'cp', `s3://${bucket}/copied.bin`, file('back.bin'));
    expect(sha256(await readFile(file('back.bin')))).toBe(sha256(large));
    expect(await aws('s3', 'cp', `s3://${bucket}/dir/small ä.txt`, '-')).toBe('from the command line');
    const listing = await aws('s3', 'ls', `s3://${bucket}/`);
    expect(listing).toContain('PRE dir/');
    expect(listing).toMatch(/20971520 copied\.bin/);
    expect(await aws('s3', 'ls', `s3://${bucket}/`, '--recursive')).toContain('dir/small ä.txt');
    const head = JSON.parse(
      await aws('s3api', 'head-object', '--bucket', bucket, '--key', 'dir/small ä.txt', '--output', 'json'),
    );
    expect(head).toMatchObject({ ContentLength: 21, ContentType: 'text/plain', Metadata: { a: '1' } });
    const url = (await aws('s3', 'presign', `s3://${bucket}/dir/small ä.txt`)).trim();
    expect(await (await fetch(url)).text()).toBe('from the command line');
    await aws('s3', 'mv', `s3://${bucket}/copied.bin`, `s3://${bucket}/moved.bin`);
    await aws('s3', 'rm', `s3://${bucket}/`, '--recursive');
    expect(await aws('s3', 'ls', `s3://${bucket}/`)).toBe('');
  }, 300_000);

  it('keeps a folder and a bucket in step', async () => {
    const source = file(`sync-${bucket}`);
    await mkdir(join(source, 'sub'), { recursive: true });
    for (const [path, content] of [
      [join(source, 'a.txt'), 'a'],
      [join(source, 'sub/b.txt'), 'b'],
    ] as const) {
      await writeFile(path, content);
      // S3 tells whole seconds: a file of the same second would seem newer than its object, and be sent again.
      await utimes(path, new Date(), new Date(Date.now() - 60_000));
    }
    await aws('s3', 'sync', source, `s3://${bucket}/synced`);
    expect(await aws('s3', 'sync', source, `s3://${bucket}/synced`)).toBe('');
    await rm(join(source, 'a.txt'));
    expect(await aws('s3', 'sync', source, `s3://${bucket}/synced`, '--delete')).toContain('delete');
    await aws('s3', 'sync', `s3://${bucket}/synced`, file(`back-${bucket}`));
    expect(await readFile(join(file(`back-${bucket}`), 'sub/b.txt'), 'utf8')).toBe('b');
    await aws('s3', 'rb', `s3://${bucket}`, '--force');
    expect(await aws('s3', 'ls')).not.toContain(bucket);
  }, 300_000);

  it("is refused in S3's words", async () => {
    const error = await aws('s3api', 'get-object', '--bucket', 'no-such-bucket-here', '--key', 'x', file('never')).catch(
      ({ stderr }) => stderr,
    );
    expect(error).toContain('An error occurred (NoSuchBucket) when calling the GetObject operation');
    expect(error).toContain('The specified bucket does not exist');
  });
});
