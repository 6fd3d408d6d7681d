import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  paginateListBuckets,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
let elsewhere: S3Client;

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  elsewhere = s3Client(api, { region: 'eu-west-1' });
});
afterAll(async () => {
  s3?.destroy();
  elsewhere?.destroy();
  await api?.stop();
});

const made = async (Bucket: string) => {
  await s3.send(new CreateBucketCommand({ Bucket }));
  return { Bucket };
};
const inRegion = (LocationConstraint: string) => ({
  CreateBucketConfiguration: { LocationConstraint: LocationConstraint as never },
});

describe('a bucket', () => {
  it('is made, found, listed and deleted', async () => {
    const { Location } = await s3.send(new CreateBucketCommand({ Bucket: 'first-bucket' }));
    expect(Location).toBe('/first-bucket');
    expect(await s3.send(new HeadBucketCommand({ Bucket: 'first-bucket' }))).toMatchObject({ BucketRegion: 'us-east-1' });
    const { Buckets, Owner } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets!.map(({ Name }) => Name)).toContain('first-bucket');
    expect(Owner!.ID).toMatch(/^[0-9a-f]{64}$/);
    expect((await s3.send(new DeleteBucketCommand({ Bucket: 'first-bucket' }))).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket: 'first-bucket' })))).toMatchObject({
      status: 404,
      code: 'NotFound',
    });
    expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket: 'first-bucket' })))).toEqual({
      status: 404,
      code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    });
  });

  it.each(['ab', 'a'.repeat(64), 'Upper', 'under_score', '-first', 'last-', 'two..dots', '192.168.5.4', 'xn--a', 'a-s3alias'])(
    'is not called %s',
    async (Bucket) => {
      expect(await refusal(s3.send(new CreateBucketCommand({ Bucket })))).toEqual({
        status: 400,
        code: 'InvalidBucketName',
        message: 'The specified bucket is not valid.',
      });
    },
  );

  it('is in the region that was asked for, by the rules of the region that was asked', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'from-afar', ...inRegion('ap-southeast-2') }));
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'from-afar' }))).LocationConstraint).toBe('ap-southeast-2');
    await made('at-home');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'at-home' }))).LocationConstraint).toBeUndefined();
    const create = (client: S3Client, Bucket: string, region?: string) =>
      refusal(client.send(new CreateBucketCommand({ Bucket, ...(region && inRegion(region)) })));
    expect(await create(s3, 'never-1', 'us-east-1')).toMatchObject({ code: 'InvalidLocationConstraint', status: 400 });
    expect(await create(s3, 'never-1', 'nowhere')).toMatchObject({ code: 'InvalidLocationConstraint', status: 400 });
    expect(await create(elsewhere, 'never-2', 'eu-central-1')).toEqual({
      code: 'IllegalLocationConstraintException',
      status: 400,
      message: 'The eu-central-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    await elsewhere.send(new CreateBucketCommand({ Bucket: 'in-ireland', ...inRegion('eu-west-1') }));
    expect(await create(elsewhere, 'in-ireland', 'eu-west-1')).toEqual({
      code: 'BucketAlreadyOwnedByYou',
      status: 409,
      message: 'Your previous request to create the named bucket succeeded and you already own it.',
    });
  });

  it('is made again by its owner in us-east-1 without a word', async () => {
    await made('again');
    await made('again');
  });

  it('made by ten at once is one', async () => {
    await Promise.all(Array.from({ length: 10 }, () => made('raced-bucket')));
    const { Buckets } = await s3.send(new ListBucketsCommand({ Prefix: 'raced-bucket' }));
    expect(Buckets).toHaveLength(1);
  });

  it('is not deleted while anything is in it', async () => {
    const bucket = await made('full-bucket');
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'x', Body: 'x' }));
    expect(await refusal(s3.send(new DeleteBucketCommand(bucket)))).toEqual({
      status: 409,
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
    await s3.send(new DeleteObjectCommand({ ...bucket, Key: 'x' }));
    await s3.send(new DeleteBucketCommand(bucket));
  });

  it('is listed page after page, by prefix and region', async () => {
    for (let index = 0; index < 5; index++) await made(`paged-${index}`);
    const names: string[] = [];
    for await (const page of paginateListBuckets({ client: s3, pageSize: 2 }, { Prefix: 'paged-' })) {
      expect(page.Buckets!.length).toBeLessThanOrEqual(2);
      names.push(...page.Buckets!.map(({ Name }) => Name!));
    }
    expect(names).toEqual(['paged-0', 'paged-1', 'paged-2', 'paged-3', 'paged-4']);
    const { Buckets } = await s3.send(new ListBucketsCommand({ BucketRegion: 'eu-west-1' }));
    expect(Buckets).toEqual([expect.objectContaining({ Name: 'in-ireland', BucketRegion: 'eu-west-1' })]);
  });

  it('refuses whoever means the bucket of another account', async () => {
    const bucket = await made('expected-owner');
    expect(await refusal(s3.send(new GetBucketLocationCommand({ ...bucket, ExpectedBucketOwner: '999999999999' })))).toEqual({
      status: 403,
      code: 'AccessDenied',
      message: 'Access Denied',
    });
  });
});

describe('a new bucket', () => {
  const bucket = { Bucket: 'with-defaults' };
  beforeAll(() => made(bucket.Bucket));

  it('has what every new bucket has', async () => {
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand(bucket));
    expect(Grants).toEqual([{ Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(bucket));
    expect(ServerSideEncryptionConfiguration!.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand(bucket));
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand(bucket));
    expect(OwnershipControls!.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect((await s3.send(new GetBucketVersioningCommand(bucket))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketLoggingCommand(bucket))).LoggingEnabled).toBeUndefined();
    expect((await s3.send(new GetBucketRequestPaymentCommand(bucket))).Payer).toBe('BucketOwner');
  });

  it.each([
    ['NoSuchCORSConfiguration', () => s3.send(new GetBucketCorsCommand(bucket))],
    ['NoSuchLifecycleConfiguration', () => s3.send(new GetBucketLifecycleConfigurationCommand(bucket))],
    ['NoSuchWebsiteConfiguration', () => s3.send(new GetBucketWebsiteCommand(bucket))],
    ['ReplicationConfigurationNotFoundError', () => s3.send(new GetBucketReplicationCommand(bucket))],
    ['ObjectLockConfigurationNotFoundError', () => s3.send(new GetObjectLockConfigurationCommand(bucket))],
    ['NoSuchBucketPolicy', () => s3.send(new GetBucketPolicyCommand(bucket))],
    ['NoSuchTagSet', () => s3.send(new GetBucketTaggingCommand(bucket))],
  ] as const)('has no configuration of which S3 says %s', async (code, call) => {
    expect(await refusal(call() as Promise<unknown>)).toMatchObject({ code, status: 404 });
  });

  it('refuses settings that would have no effect', async () => {
    const cors = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] };
    expect(await refusal(s3.send(new PutBucketCorsCommand({ ...bucket, CORSConfiguration: cors })))).toMatchObject({
      code: 'NotImplemented',
      status: 501,
    });
    const rules = { Rules: [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }] };
    expect(
      await refusal(s3.send(new PutBucketLifecycleConfigurationCommand({ ...bucket, LifecycleConfiguration: rules }))),
    ).toMatchObject({ code: 'NotImplemented' });
    const encryption = (SSEAlgorithm: 'AES256' | 'aws:kms') => ({
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }] },
    });
    await s3.send(new PutBucketEncryptionCommand({ ...bucket, ...encryption('AES256') }));
    expect(await refusal(s3.send(new PutBucketEncryptionCommand({ ...bucket, ...encryption('aws:kms') })))).toMatchObject({
      code: 'NotImplemented',
    });
  });

  it('keeps its tags', async () => {
    const TagSet = [{ Key: 'team', Value: 'fire' }];
    await s3.send(new PutBucketTaggingCommand({ ...bucket, Tagging: { TagSet } }));
    expect((await s3.send(new GetBucketTaggingCommand(bucket))).TagSet).toEqual(TagSet);
  });
});
