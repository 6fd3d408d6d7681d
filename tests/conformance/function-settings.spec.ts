import { createHash } from 'node:crypto';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionRecursionConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  PutFunctionRecursionConfigCommand,
  PutRuntimeManagementConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { deployed, echoZip, otherZip, roleFor, simple, updated } from './deployment.js';
import { refusal } from './refusal.js';

const name = 'settings';
const arn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
const invalid = (message: string) => ({ status: 400, code: 'InvalidParameterValueException', message, Type: 'User' });

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, name, { Runtime: 'python3.13' });
});
afterAll(() => api?.stop());

const find = (Qualifier?: string) =>
  api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, ...(Qualifier && { Qualifier }) }));
async function change(changes: object) {
  const answer = await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...changes }));
  await updated(api.lambda, name);
  return answer;
}
const create = async (changes: object) =>
  refusal(api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'refused')), ...changes })));

describe('LoggingConfig', () => {
  const LogGroup = `/aws/lambda/${name}`;

  it('of JSON begins with both levels at INFO, keeps what a change does not speak of, and loses them with JSON', async () => {
    const INFO = { ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' };
    expect((await change({ LoggingConfig: { LogFormat: 'JSON' } })).LoggingConfig).toEqual({
      LogFormat: 'JSON',
      ...INFO,
      LogGroup,
    });
    await change({ LoggingConfig: { ApplicationLogLevel: 'DEBUG' } });
    await change({ LoggingConfig: { LogGroup: 'own' } });
    const own = { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG', SystemLogLevel: 'INFO', LogGroup: 'own' };
    expect((await find()).LoggingConfig).toEqual(own);
    await change({ LoggingConfig: { LogFormat: 'Text', LogGroup } });
    expect((await find()).LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup });
  });

  it('of text has no levels', async () => {
    expect(await create({ LoggingConfig: { LogFormat: 'Text', SystemLogLevel: 'WARN' } })).toEqual(
      invalid(
        'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "Json" and try again.',
      ),
    );
  });
});

describe('SnapStart', () => {
  it('is on for versions published with it, which begin Pending, and off for $LATEST', async () => {
    await change({ SnapStart: { ApplyOn: 'PublishedVersions' } });
    const published = await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    expect(published).toMatchObject({ SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' }, State: 'Pending' });
    expect((await find()).SnapStart).toEqual({ ApplyOn: 'PublishedVersions', OptimizationStatus: 'Off' });
    await change({ SnapStart: { ApplyOn: 'None' } });
  });

  it('is refused for runtimes that AWS takes no snapshots of', async () => {
    expect(await create({ SnapStart: { ApplyOn: 'PublishedVersions' } })).toEqual(
      invalid('nodejs22.x is not supported for SnapStart enabled functions.'),
    );
  });
});

describe('runtime management', () => {
  const get = async (Qualifier?: string) => {
    const input = { FunctionName: name, ...(Qualifier && { Qualifier }) };
    const { $metadata, ...answer } = await api.lambda.send(new GetRuntimeManagementConfigCommand(input));
    return answer;
  };
  const put = (input: object) =>
    api.lambda.send(new PutRuntimeManagementConfigCommand({ FunctionName: name, UpdateRuntimeOn: 'Auto', ...input }));
  const RuntimeVersionArn = `arn:aws:lambda:${testRegion}::runtime:${'0a'.repeat(32)}`;

  it('is automatic until it is put, for each version on its own', async () => {
    await change({ Description: 'managed' });
    const { Version } = await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    expect(await get()).toEqual({ UpdateRuntimeOn: 'Auto', FunctionArn: arn });
    await put({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn, Qualifier: Version });
    expect(await get(Version)).toEqual({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn, FunctionArn: `${arn}:${Version}` });
    expect((await find(Version)).RuntimeVersionConfig).toEqual({ RuntimeVersionArn });
    await put({ UpdateRuntimeOn: 'FunctionUpdate' });
    await change({ Description: 'kept' });
    expect(await get()).toEqual({ UpdateRuntimeOn: 'FunctionUpdate', FunctionArn: arn });
  });

  it('names a build with Manual and only then, and is not for aliases', async () => {
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '$LATEST' }));
    expect(await refusal(put({ UpdateRuntimeOn: 'Manual' }))).toMatchObject({ status: 400 });
    expect(await refusal(put({ RuntimeVersionArn }))).toMatchObject({ status: 400 });
    expect(await refusal(put({ Qualifier: 'live' }))).toEqual(
      invalid(`The provided function name ${arn}:live is invalid. Aliases are not allowed.`),
    );
  });
});

it('a recursive loop is terminated until it is allowed', async () => {
  const input = { FunctionName: name };
  const before = await api.lambda.send(new GetFunctionRecursionConfigCommand(input));
  expect(before.RecursiveLoop).toBe('Terminate');
  await api.lambda.send(new PutFunctionRecursionConfigCommand({ ...input, RecursiveLoop: 'Allow' }));
  expect((await api.lambda.send(new GetFunctionRecursionConfigCommand(input))).RecursiveLoop).toBe('Allow');
});

describe('revisions', () => {
  const revision = async (Qualifier?: string) => (await find(Qualifier)).RevisionId;

  it('publishing gives $LATEST another one and the version its own, which an alias changes in neither', async () => {
    await change({ Description: 'revised' });
    const before = await revision();
    const published = await api.lambda.send(new PublishVersionCommand({ FunctionName: name, RevisionId: before! }));
    expect(await revision(published.Version)).toBe(published.RevisionId);
    const after = await revision();
    expect(after).not.toBe(before);
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'revised', FunctionVersion: published.Version! }));
    expect([await revision(), await revision(published.Version)]).toEqual([after, published.RevisionId]);
    const remove = { FunctionName: name, Qualifier: published.Version! };
    expect(await refusal(api.lambda.send(new DeleteFunctionCommand(remove)))).toEqual({
      status: 409,
      code: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [revised]',
      Type: 'User',
    });
  });
});

describe('options that belong together', () => {
  const ImageUri = '111111111111.dkr.ecr.us-east-1.amazonaws.com/repo:latest';

  it.each<[string, object, string]>([
    [
      'an image with a handler',
      { PackageType: 'Image', Code: { ImageUri } },
      "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
    ],
    [
      'no runtime',
      { Runtime: undefined },
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    ],
    ['an image as code of a zip', { Code: { ImageUri } }, 'Please provide a source for function code.'],
    ['no code', { Code: {} }, 'Please provide a source for function code.'],
    [
      'security groups without subnets',
      { VpcConfig: { SecurityGroupIds: ['sg-1'] } },
      'SubnetIds and SecurityIds must coexist or be both empty list.',
    ],
  ])('%s is refused in the words of AWS', async (_, changes, message) => {
    expect(await create(changes)).toEqual(invalid(message));
  });

  it('a zip with an object in S3 beside it is refused', async () => {
    const Code = { ZipFile: await echoZip(), S3Bucket: 'bucket', S3Key: 'key' };
    expect(await create({ Code })).toEqual(
      invalid('Please do not provide other FunctionCode parameters when providing a ZipFile.'),
    );
  });

  it.each<[string, object]>([
    ['TenancyConfig', { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }],
    ['KMSKeyArn', { KMSKeyArn: `arn:aws:kms:us-east-1:${testAccountId}:key/1` }],
    ['DeadLetterConfig.TargetArn', { DeadLetterConfig: { TargetArn: `arn:aws:sqs:us-east-1:${testAccountId}:dead` } }],
    ['PublishTo', { PublishTo: 'LATEST_PUBLISHED' }],
    ['PackageType Image', { PackageType: 'Image', Code: { ImageUri }, Runtime: undefined, Handler: undefined }],
  ])('%s is refused by name until it is honoured, and nothing is created', async (option, changes) => {
    expect(await create(changes)).toMatchObject({
      status: 400,
      message: expect.stringContaining(`does not support ${option} yet`),
    });
    expect(await refusal(api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'refused' })))).toMatchObject({
      status: 404,
    });
  });

  it('what AWS refuses is refused in its words before what is not built', async () => {
    const KMSKeyArn = `arn:aws:kms:us-east-1:${testAccountId}:key/1`;
    expect((await create({ KMSKeyArn, Runtime: 'nothing' })).message).toMatch(/^Value nothing at 'runtime'/);
    expect((await create({ KMSKeyArn, FunctionName: name })).message).toBe(`Function already exist: ${name}`);
  });

  it('values that mean "without" are accepted and not shown', async () => {
    const without = {
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      DeadLetterConfig: {},
      KMSKeyArn: '',
      FileSystemConfigs: [],
      Layers: [],
    };
    const answer = await api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'without')), ...without }));
    for (const member of Object.keys(without)) expect(answer).not.toHaveProperty(member);
  });
});

describe('code in S3', () => {
  const Bucket = 'code-bucket';
  let s3: S3Client;
  beforeAll(async () => {
    s3 = new S3Client({ ...api.clientSettings, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  });
  afterAll(() => s3?.destroy());

  it('is taken as it was at that moment, by version when one is named', async () => {
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'code.zip', Body: await echoZip() }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'code.zip', Body: await otherZip() }));
    const FunctionName = 'from-s3';
    const Code = { S3Bucket: Bucket, S3Key: 'code.zip' };
    const created = await api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, FunctionName)), Code }));
    const hash = (zip: Buffer) => createHash('sha256').update(zip).digest('base64');
    expect(created.CodeSha256).toBe(hash(await otherZip()));
    await updated(api.lambda, FunctionName);
    const update = { FunctionName, S3Bucket: Bucket, S3Key: 'code.zip', S3ObjectVersion: VersionId! };
    expect((await api.lambda.send(new UpdateFunctionCodeCommand(update))).CodeSha256).toBe(hash(await echoZip()));
    await updated(api.lambda, FunctionName);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'code.zip' }));
    const gone = { FunctionName, S3Bucket: Bucket, S3Key: 'code.zip' };
    expect(await refusal(api.lambda.send(new UpdateFunctionCodeCommand(gone)))).toEqual(
      invalid('Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.'),
    );
  });
});

it('functions of another master region are none, and need every version asked for', async () => {
  const list = (input: object) => api.lambda.send(new ListFunctionsCommand(input));
  expect((await list({ MasterRegion: 'us-east-1', FunctionVersion: 'ALL' })).Functions).toEqual([]);
  expect((await list({ MasterRegion: 'ALL', FunctionVersion: 'ALL' })).Functions).not.toEqual([]);
  expect(await refusal(list({ MasterRegion: 'us-east-1' }))).toMatchObject({ status: 400 });
});
