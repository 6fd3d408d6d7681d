import { createHash } from 'node:crypto';
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { echoZip, otherZip, roleFor, simple, updated } from '../deployment.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
let role: string;
const Bucket = 'code-bucket';

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  role = await roleFor(api, 'from-s3');
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

async function create(FunctionName: string, Code: object, client = api.lambda) {
  return client.send(new CreateFunctionCommand({ ...(await simple(role, FunctionName)), Code }));
}

describe('code in S3', () => {
  it('becomes a function, in the version that is named, and a layer', async () => {
    const [first, second] = [await echoZip(), await otherZip()];
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'code.zip', Body: first }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'code.zip', Body: second }));
    const { CodeSha256 } = await create('from-s3', { S3Bucket: Bucket, S3Key: 'code.zip', S3ObjectVersion: VersionId });
    expect(CodeSha256).toBe(sha256(first));
    await updated(api.lambda, 'from-s3');
    const code = { FunctionName: 'from-s3', S3Bucket: Bucket, S3Key: 'code.zip' };
    expect((await api.lambda.send(new UpdateFunctionCodeCommand(code))).CodeSha256).toBe(sha256(second));
    const { Code } = await api.lambda.send(new GetFunctionCommand({ FunctionName: 'from-s3' }));
    const location = new URL(Code!.Location!);
    const downloaded = await fetch(`${api.url}${location.pathname}${location.search}`);
    expect(sha256(Buffer.from(await downloaded.arrayBuffer()))).toBe(sha256(second));
    const { Content } = await api.lambda.send(
      new PublishLayerVersionCommand({ LayerName: 'from-s3', Content: { S3Bucket: Bucket, S3Key: 'code.zip' } }),
    );
    expect(Content!.CodeSha256).toBe(sha256(second));
  });

  it.each([
    ['no bucket', { S3Bucket: 'no-such-bucket-here', S3Key: 'x' }, 'NoSuchBucket', 'The specified bucket does not exist'],
    ['no key', { S3Bucket: Bucket, S3Key: 'nowhere' }, 'NoSuchKey', 'The specified key does not exist.'],
  ])('is refused with the words of S3 where there is %s', async (_, code, s3Code, s3Message) => {
    expect(await refusal(create('never', code))).toMatchObject({
      code: 'InvalidParameterValueException',
      status: 400,
      message: `Error occurred while GetObject. S3 Error Code: ${s3Code}. S3 Error Message: ${s3Message}`,
    });
  });

  it('is refused to a caller who may not read it, whatever else he may', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'secret.zip', Body: await echoZip() }));
    await api.iam.send(new CreateUserCommand({ UserName: 'deployer' }));
    const statement = { Effect: 'Allow', Action: ['lambda:*', 'iam:PassRole'], Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await api.iam.send(new PutUserPolicyCommand({ UserName: 'deployer', PolicyName: 'p', PolicyDocument }));
    const { AccessKey } = await api.iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
    const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    const lambda = new LambdaClient({ ...api.clientSettings, credentials });
    const deploy = () => create('by-deployer', { S3Bucket: Bucket, S3Key: 'secret.zip' }, lambda);
    expect(await refusal(deploy())).toMatchObject({ code: 'AccessDeniedException', status: 403 });
    const principal = { Principal: { AWS: AccessKey!.UserName && `arn:aws:iam::111111111111:user/deployer` } };
    const allowed = { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*`, ...principal };
    await s3.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [allowed] }) }),
    );
    expect((await deploy()).FunctionName).toBe('by-deployer');
    lambda.destroy();
  });

  it('is refused from a bucket of another region', async () => {
    const elsewhere = { Bucket: 'code-elsewhere', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
    await s3.send(new CreateBucketCommand(elsewhere));
    await s3.send(new PutObjectCommand({ Bucket: 'code-elsewhere', Key: 'code.zip', Body: await echoZip() }));
    expect((await refusal(create('never', { S3Bucket: 'code-elsewhere', S3Key: 'code.zip' }))).message).toBe(
      'Error occurred while GetObject. S3 Error Code: PermanentRedirect. S3 Error Message: The bucket is in this region: eu-west-1. Please use this region to retry the request',
    );
  });
});
