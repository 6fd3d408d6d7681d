import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { memoryBuckets } from '../../../../tests/kit/memory-buckets.js';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { createWire } from '../wire.js';

/** Every AWS CLI of this machine, each version once. */
const folders = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'aws'));
const commands = [...new Set(folders.filter(existsSync).map((file) => realpathSync(file)))];
const session = { accessKeyId: 'ASIACLI0000000000000', secretAccessKey: 'a secret', sessionToken: 'token/+=' };
const buckets = memoryBuckets({ accountId: 'anonymous' });
const wire = createWire({
  services: [buckets.service],
  accessKeys: {
    find: async () => ({ kind: 'found', credentials: { ...session, principal: { accountId: '123456789012' } } }),
  },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: ({ error }) => {
    throw error;
  },
});
const server = serveWire(wire);
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'hearth-cli-'));
});
beforeEach(() => buckets.clear());
afterAll(async () => {
  await (await server).close();
  rmSync(home, { recursive: true, force: true });
});

test('there is a command line to try', () => {
  expect(commands.length).toBeGreaterThan(0);
});

describe.each(commands)('%s, unmodified', (command) => {
  const run = async (...args: readonly string[]) => {
    const env = {
      ...process.env,
      HOME: home,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    };
    const { url } = await server;
    return promisify(execFile)(command, [...args, '--endpoint-url', url], { env, cwd: home, timeout: 60_000 });
  };

  test.each([10, 100_000, 20_000_000])(
    'copies a file of %i bytes in and out, in parts where it is large',
    async (bytes) => {
      const content = randomBytes(bytes);
      writeFileSync(join(home, 'in.bin'), content);
      await run('s3', 'cp', 'in.bin', 's3://bucket/folder/a file.bin');
      expect(buckets.content('bucket', 'folder/a file.bin')?.equals(content)).toBe(true);
      await run('s3', 'cp', 's3://bucket/folder/a file.bin', 'out.bin');
      expect(readFileSync(join(home, 'out.bin')).equals(content)).toBe(true);
    },
    60_000,
  );

  test('lists, presigns and deletes', async () => {
    writeFileSync(join(home, 'in.bin'), 'content');
    await run('s3api', 'put-object', '--bucket', 'bucket', '--key', 'ü+%', '--body', 'in.bin', '--metadata', 'a=b');
    expect(buckets.received.at(-1)).toMatchObject({ Key: 'ü+%', Metadata: { a: 'b' } });
    const { stdout } = await run(
      's3api',
      'list-objects-v2',
      '--bucket',
      'bucket',
      '--query',
      'Contents[].Key',
      '--output',
      'json',
    );
    expect(JSON.parse(stdout)).toEqual(['ü+%']);
    const link = (await run('s3', 'presign', 's3://bucket/ü+%')).stdout.trim();
    expect(await (await fetch(link)).text()).toBe('content');
    await run('s3api', 'delete-object', '--bucket', 'bucket', '--key', 'ü+%');
    expect(buckets.keys('bucket')).toEqual([]);
  });

  test('shows an error by its code', async () => {
    await expect(run('s3api', 'get-object', '--bucket', 'bucket', '--key', 'none', 'out.bin')).rejects.toMatchObject({
      stderr: expect.stringContaining('(NoSuchKey) when calling the GetObject operation: The specified key does not exist.'),
    });
  });
});
