import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type TestDatabase, testDatabase } from '../kit/database.js';
import { redisUrlOfProcesses } from '../kit/redis-url.js';
import { zipOf } from '../kit/zip-of.js';
import { type ApiProcess, startApiProcess } from './processes/api.js';

let database: TestDatabase;
let blobs: string;
let variables: Record<string, string>;
let api: ApiProcess | undefined;
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: randomUUID() };
const settings = () => ({ endpoint: api!.url, region: 'us-east-1', credentials, maxAttempts: 1 });

beforeAll(async () => {
  database = await testDatabase();
  blobs = await mkdtemp(join(tmpdir(), 'hearth-api-'));
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
});
afterAll(async () => {
  await api?.kill();
  await database.drop();
  await rm(blobs, { recursive: true, force: true });
});

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

test('a function that was Pending when its API process was killed becomes Active in the next one', async () => {
  api = await startApiProcess(variables);
  const { Role } = await new IAMClient(settings()).send(
    new CreateRoleCommand({ RoleName: 'execution', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const ZipFile = await zipOf({ 'index.js': 'exports.handler = async () => 1;' });
  const fn = { FunctionName: 'f', Role: Role!.Arn!, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile } } as const;
  await new LambdaClient(settings()).send(new CreateFunctionCommand(fn));
  await api.kill();

  api = await startApiProcess(variables);
  const client = new LambdaClient(settings());
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  expect(found.State).toBe('Pending');
  const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  expect((await waitUntilFunctionActiveV2(waiter, { FunctionName: 'f' })).state).toBe('SUCCESS');
}, 90_000);
