import { AddPermissionCommand, DeleteFunctionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  type Event,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { openPostgres, type PostgresConnection } from '@hearth/postgres';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { s3Client } from './s3-client.js';

const arnOf = (name: string) => `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
let api: RunningTestApi;
let s3: S3Client;
let postgres: PostgresConnection;
let role: string;

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  postgres = openPostgres(api.config.databaseUrl, { connectionsMax: 2 });
  role = await roleFor(api, 'listener-role');
});
afterAll(async () => {
  s3?.destroy();
  await postgres?.close();
  await api?.stop();
});

/** A function and a bucket that tells it of these events, both called `name`. */
async function listening(name: string, Events: Event[], FilterRules: { Name: 'prefix' | 'suffix'; Value: string }[] = []) {
  await deployed(api, role, name);
  const permission = { Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com', SourceArn: `arn:aws:s3:::${name}` };
  await api.lambda.send(new AddPermissionCommand({ FunctionName: name, StatementId: 's3', ...permission }));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const configuration = { Id: 'config', LambdaFunctionArn: arnOf(name), Events, Filter: { Key: { FilterRules } } };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: name,
      NotificationConfiguration: { LambdaFunctionConfigurations: [configuration] },
    }),
  );
  return { Bucket: name };
}

interface Told {
  readonly eventName: string;
  readonly eventTime: string;
  readonly s3: { readonly object: { readonly key: string; readonly sequencer?: string; readonly versionId?: string } };
}

/** What waits for a function as accepted events, in the order of their acceptance: nothing here updates their rows. */
async function toldTo(name: string): Promise<Told[]> {
  const { rows } = await postgres.pool.query<{ payload: Buffer }>(
    'SELECT payload FROM events WHERE invoked_function_arn = $1 ORDER BY accepted_on, ctid',
    [arnOf(name)],
  );
  const records = rows.map(({ payload }) => JSON.parse(payload.toString()).Records as Told[]);
  for (const record of records) expect(record).toHaveLength(1);
  return records.flat();
}

const happenings = async (name: string) =>
  (await toldTo(name)).map(({ eventName, s3: { object } }) => `${eventName} ${object.key}`);

describe('what happens to objects', () => {
  it('is told to a function in the form that AWS was recorded to use', async () => {
    const bucket = await listening('recorded', ['s3:ObjectCreated:*']);
    const Body = 'hello world';
    const { ETag, $metadata } = await s3.send(new PutObjectCommand({ ...bucket, Key: 'in/a b+ü.txt', Body }));
    const sts = new STSClient(api.clientSettings);
    const { UserId } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    expect(await toldTo('recorded')).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: testRegion,
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: `AWS:${UserId}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': $metadata.requestId, 'x-amz-id-2': $metadata.extendedRequestId },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'config',
          bucket: {
            name: 'recorded',
            ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-Z]{13}$/) },
            arn: 'arn:aws:s3:::recorded',
          },
          object: {
            key: 'in/a+b%2B%C3%BC.txt',
            size: Body.length,
            eTag: ETag!.replaceAll('"', ''),
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ]);
  });

  it('is told by its own name: put, copied, completed, tagged and deleted', async () => {
    const bucket = await listening('named', ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*']);
    const Key = 'k';
    const TagSet = [{ Key: 'a', Value: 'b' }];
    await s3.send(new PutObjectCommand({ ...bucket, Key, Body: 'x' }));
    await s3.send(new CopyObjectCommand({ ...bucket, Key: 'copy', CopySource: 'named/k' }));
    await s3.send(new PutObjectTaggingCommand({ ...bucket, Key, Tagging: { TagSet } }));
    await s3.send(new DeleteObjectTaggingCommand({ ...bucket, Key }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...bucket, Key }));
    const part = await s3.send(new UploadPartCommand({ ...bucket, Key, UploadId, PartNumber: 1, Body: 'y' }));
    const completion = { ...bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] } };
    await s3.send(new CompleteMultipartUploadCommand(completion));
    await s3.send(new CompleteMultipartUploadCommand(completion));
    await s3.send(new DeleteObjectCommand({ ...bucket, Key }));
    await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'never-there' }));
    await s3.send(new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const { VersionId } = await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'copy' }));
    await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'copy', VersionId }));
    expect(await happenings('named')).toEqual([
      'ObjectCreated:Put k',
      'ObjectCreated:Copy copy',
      'ObjectTagging:Put k',
      'ObjectTagging:Delete k',
      'ObjectCreated:CompleteMultipartUpload k',
      'ObjectRemoved:Delete k',
      'ObjectRemoved:DeleteMarkerCreated copy',
      'ObjectRemoved:Delete copy',
    ]);
    const sequencers = (await toldTo('named')).flatMap((told) => told.s3.object.sequencer ?? []);
    expect(sequencers).toHaveLength(6);
    expect(sequencers).toEqual([...sequencers].sort());
    const last = (await toldTo('named')).slice(-2).map((told) => told.s3.object.versionId);
    expect(last).toEqual([VersionId, VersionId]);
  });

  it('is told only where the event, the prefix and the suffix are those asked for', async () => {
    const rules = [
      { Name: 'prefix' as const, Value: 'in/' },
      { Name: 'suffix' as const, Value: '.jpg' },
    ];
    const bucket = await listening('filtered', ['s3:ObjectCreated:Put'], rules);
    for (const Key of ['in/a.jpg', 'in/a.png', 'out/a.jpg']) await s3.send(new PutObjectCommand({ ...bucket, Key, Body: 'x' }));
    await s3.send(new CopyObjectCommand({ ...bucket, Key: 'in/copy.jpg', CopySource: 'filtered/in/a.jpg' }));
    await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'in/a.jpg' }));
    expect(await happenings('filtered')).toEqual(['ObjectCreated:Put in/a.jpg']);
  });

  it('is not told where the write was refused', async () => {
    const bucket = await listening('refusing', ['s3:ObjectCreated:*']);
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'k', Body: 'x' }));
    await expect(s3.send(new PutObjectCommand({ ...bucket, Key: 'k', Body: 'y', IfNoneMatch: '*' }))).rejects.toThrow();
    expect(await happenings('refusing')).toEqual(['ObjectCreated:Put k']);
  });

  it('is not told any more to a function that lets S3 no longer invoke it, nor to one that was deleted', async () => {
    const bucket = await listening('withdrawn', ['s3:ObjectCreated:*']);
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'before', Body: 'x' }));
    await api.lambda.send(new RemovePermissionCommand({ FunctionName: 'withdrawn', StatementId: 's3' }));
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'after', Body: 'x' }));
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'withdrawn' }));
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'later', Body: 'x' }));
    expect(await happenings('withdrawn')).toEqual(['ObjectCreated:Put before']);
  });
});
