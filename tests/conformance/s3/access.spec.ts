import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi, testAccountId } from '../../kit/running-api.js';
import { eventually } from '../eventually.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
const bucket = { Bucket: 'guarded' };
const arn = 'arn:aws:s3:::guarded';
const clients: S3Client[] = [];

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  await s3.send(new CreateBucketCommand(bucket));
  await s3.send(new PutObjectCommand({ ...bucket, Key: 'open/a', Body: 'a', Tagging: 'kind=public' }));
  await s3.send(new PutObjectCommand({ ...bucket, Key: 'closed/b', Body: 'b' }));
});
afterAll(async () => {
  for (const client of [s3, ...clients]) client?.destroy();
  await api?.stop();
});

/** A user with these statements, who has just been made. */
async function user(UserName: string, ...statements: object[]) {
  await api.iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  if (statements.length > 0) await api.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const { AccessKey } = await api.iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  const client = s3Client({ clientSettings: { ...api.clientSettings, credentials } });
  clients.push(client);
  return { client, arn: `arn:aws:iam::${testAccountId}:user/${UserName}` };
}

const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const putPolicy = (Policy: string) => s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
const get = (client: S3Client, Key: string) => client.send(new GetObjectCommand({ ...bucket, Key }));
const list = (client: S3Client, Prefix?: string) =>
  client.send(new ListObjectsV2Command({ ...bucket, ...(Prefix && { Prefix }) }));

describe('a user', () => {
  it('may do what the policies of either say, and is told why not', async () => {
    const { client, arn: userArn } = await user('reader', allow('s3:GetObject', `${arn}/open/*`));
    await get(client, 'open/a');
    expect(await refusal(get(client, 'closed/b'))).toEqual({
      status: 403,
      code: 'AccessDenied',
      message: `User: ${userArn} is not authorized to perform: s3:GetObject on resource: "${arn}/closed/b" because no identity-based policy allows the s3:GetObject action`,
    });
    expect((await refusal(client.send(new ListBucketsCommand({})))).code).toBe('AccessDenied');
    await putPolicy(policy(allow('s3:GetObject', `${arn}/closed/*`, { Principal: { AWS: userArn } })));
    await get(client, 'closed/b');
    await putPolicy(
      policy({
        ...allow('s3:*', [arn, `${arn}/*`], { Principal: '*' }),
        Effect: 'Deny',
        Condition: { StringEquals: { 'aws:username': 'reader' } },
      }),
    );
    expect((await refusal(get(client, 'open/a'))).message).toContain('with an explicit deny in a resource-based policy');
    await s3.send(new DeleteBucketPolicyCommand(bucket));
    await get(client, 'open/a');
  });

  it('learns that a key does not exist only if he may list', async () => {
    const { client: blind } = await user('blind', allow('s3:GetObject', `${arn}/*`));
    expect((await refusal(get(blind, 'nowhere'))).code).toBe('AccessDenied');
    const { client: seeing } = await user('seeing', allow('s3:GetObject', `${arn}/*`), allow('s3:ListBucket', arn));
    expect((await refusal(get(seeing, 'nowhere'))).code).toBe('NoSuchKey');
  });

  it('is held to the prefix and the tags that a condition names', async () => {
    const { client } = await user(
      'conditional',
      allow('s3:ListBucket', arn, { Condition: { StringLike: { 's3:prefix': 'open/*' } } }),
      allow('s3:GetObject', `${arn}/*`, { Condition: { StringEquals: { 's3:ExistingObjectTag/kind': 'public' } } }),
      allow('s3:PutObject', `${arn}/*`),
    );
    await list(client, 'open/');
    expect((await refusal(list(client))).code).toBe('AccessDenied');
    await get(client, 'open/a');
    expect((await refusal(get(client, 'closed/b'))).code).toBe('AccessDenied');
    const tagged = new PutObjectCommand({ ...bucket, Key: 'new', Body: 'x', Tagging: 'a=1' });
    expect((await refusal(client.send(tagged))).message).toContain('s3:PutObjectTagging');
    await client.send(new PutObjectCommand({ ...bucket, Key: 'new', Body: 'x' }));
  });

  it('takes tags along with a copy only if he may read those of the source and write them at its destination', async () => {
    const copy = (client: S3Client, more: object = {}) =>
      client.send(new CopyObjectCommand({ ...bucket, Key: 'copy', CopySource: 'guarded/open/a', ...more }));
    const copying = allow(['s3:GetObject', 's3:PutObject'], `${arn}/*`);
    const reading = allow('s3:GetObjectTagging', `${arn}/open/*`);
    const { client: neither } = await user('copier', copying);
    expect((await refusal(copy(neither))).message).toContain(`s3:GetObjectTagging on resource: "${arn}/open/a"`);
    await copy(neither, { TaggingDirective: 'REPLACE' });
    const writing = (kind: string) =>
      allow('s3:PutObjectTagging', `${arn}/copy`, { Condition: { StringEquals: { 's3:RequestObjectTag/kind': kind } } });
    const { client: others } = await user('copier-of-others', copying, reading, writing('secret'));
    expect((await refusal(copy(others))).message).toContain(`s3:PutObjectTagging on resource: "${arn}/copy"`);
    const { client: both } = await user('copier-of-tags', copying, reading, writing('public'));
    await copy(both);
  });

  it('deletes of many what he may', async () => {
    await s3.send(new PutObjectCommand({ ...bucket, Key: 'mine/1', Body: 'x' }));
    const { client } = await user('deleter', allow('s3:DeleteObject', `${arn}/mine/*`));
    const Objects = [{ Key: 'mine/1' }, { Key: 'open/a' }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ ...bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([{ Key: 'mine/1' }]);
    expect(Errors).toEqual([expect.objectContaining({ Key: 'open/a', Code: 'AccessDenied' })]);
  });
});

describe('a request that nobody signed', () => {
  const anonymously = (path: string) => fetch(`${api.url}${path}`);
  const openBlock = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  const publicly = policy(allow('s3:GetObject', `${arn}/open/*`, { Principal: '*' }));

  it('is refused, also by a policy that a new bucket refuses', async () => {
    const refused = await anonymously('/guarded/open/a');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
    expect((await refusal(putPolicy(publicly))).message).toContain(
      'public policies are prevented by the BlockPublicPolicy setting',
    );
    expect((await anonymously('/no-such-bucket-at-all/x')).status).toBe(404);
  });

  it('is answered where the policy of an opened bucket allows it to everybody, until public buckets are restricted', async () => {
    await s3.send(new PutPublicAccessBlockCommand({ ...bucket, PublicAccessBlockConfiguration: openBlock }));
    await putPolicy(publicly);
    expect(await (await anonymously('/guarded/open/a')).text()).toBe('a');
    expect((await anonymously('/guarded/closed/b')).status).toBe(403);
    expect((await anonymously('/guarded/open/nowhere')).status).toBe(403);
    expect((await s3.send(new GetBucketPolicyStatusCommand(bucket))).PolicyStatus!.IsPublic).toBe(true);
    await s3.send(
      new PutPublicAccessBlockCommand({
        ...bucket,
        PublicAccessBlockConfiguration: { ...openBlock, RestrictPublicBuckets: true },
      }),
    );
    await eventually(async () => ((await anonymously('/guarded/open/a')).status === 403 ? true : undefined));
    await s3.send(new DeleteBucketPolicyCommand(bucket));
  });
});

describe('a bucket policy', () => {
  it('is kept as it was written', async () => {
    const text = policy(
      allow('s3:GetObject', `${arn}/*`, { Sid: 'one', Principal: { AWS: `arn:aws:iam::${testAccountId}:root` } }),
    );
    await putPolicy(text);
    expect((await s3.send(new GetBucketPolicyCommand(bucket))).Policy).toBe(text);
    expect((await s3.send(new GetBucketPolicyStatusCommand(bucket))).PolicyStatus!.IsPublic).toBe(false);
    await s3.send(new DeleteBucketPolicyCommand(bucket));
    expect(await refusal(s3.send(new GetBucketPolicyCommand(bucket)))).toEqual({
      status: 404,
      code: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
    });
  });

  it.each([
    ['not json', 'This policy contains invalid Json'],
    [policy(allow('s3:GetObject', 'arn:aws:s3:::other/*', { Principal: '*' })), 'Policy has invalid resource'],
    [policy(allow('lambda:InvokeFunction', `${arn}/*`, { Principal: '*' })), 'Policy has invalid action'],
    [policy(allow('s3:GetObject', `${arn}/*`)), 'Missing required field Principal'],
  ])('that could not be kept to is refused: %s', async (text, message) => {
    expect(await refusal(putPolicy(text))).toEqual({ status: 400, code: 'MalformedPolicy', message });
  });
});
