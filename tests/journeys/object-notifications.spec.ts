import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  TooManyRequestsException,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type RunningHearth, startHearth } from '../kit/hearth.js';
import { zipOf } from '../kit/zip-of.js';

const minutes = 60_000;
const FunctionName = 'thumbnails';
const Bucket = 'photos';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
/** Remembers what it was told and answers with that when it is asked. */
const source = `
const told = [];
export const handler = async ({ Records }) => {
  if (!Records) return told;
  told.push(...Records.map(({ eventName, s3 }) => eventName + ' ' + s3.bucket.name + '/' + s3.object.key));
};`;

let hearth: RunningHearth;
let lambda: LambdaClient;
let s3: S3Client;

beforeAll(async () => {
  hearth = await startHearth();
  const iam = new IAMClient(hearth.clientSettings);
  lambda = new LambdaClient(hearth.clientSettings);
  s3 = new S3Client({ ...hearth.clientSettings, forcePathStyle: true });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: trust }));
  iam.destroy();
  const ZipFile = await zipOf({ 'index.mjs': source });
  const settings = { Runtime: 'nodejs24.x', Handler: 'index.handler', Role: Role!.Arn, Code: { ZipFile } } as const;
  const { FunctionArn } = await lambda.send(new CreateFunctionCommand({ FunctionName, ...settings }));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 120 }, { FunctionName });
  // One environment, so that it knows all that was told.
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
  const permission = { StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
  await lambda.send(new AddPermissionCommand({ FunctionName, ...permission, SourceArn: `arn:aws:s3:::${Bucket}` }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Filter = { Key: { FilterRules: [{ Name: 'suffix' as const, Value: '.jpg' }] } };
  const configuration = { LambdaFunctionArn: FunctionArn, Events: ['s3:ObjectCreated:*' as const], Filter };
  const NotificationConfiguration = { LambdaFunctionConfigurations: [configuration] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}, 5 * minutes);

afterAll(async () => {
  lambda?.destroy();
  s3?.destroy();
  await hearth?.stop();
}, minutes);

/** Undefined while the function is busy with what it is being told. */
async function told(): Promise<string[] | undefined> {
  try {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    return JSON.parse(Payload!.transformToString());
  } catch (error) {
    if (error instanceof TooManyRequestsException) return undefined;
    throw error;
  }
}

test(
  'a function runs for each object that is put where it listens, and learns its key',
  async () => {
    for (const Key of ['at the sea.jpg', 'notes.txt', 'at home.jpg']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
    let seen = await told();
    while ((seen?.length ?? 0) < 2) {
      await sleep(200);
      seen = await told();
    }
    expect(seen!.sort()).toEqual(['ObjectCreated:Put photos/at+home.jpg', 'ObjectCreated:Put photos/at+the+sea.jpg']);
  },
  2 * minutes,
);
