import { randomUUID } from 'node:crypto';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionRecursionConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { zipOf } from '../../kit/zip-of.js';
import { deployed, echoZip, otherZip, roleFor, simple, updated } from '../deployment.js';
import { type Reproduced, type Reproduction, reproduceAnswers, reproduceErrors } from './reproduce.js';

const bucket = 'code-of-functions';
const layer = 'a-layer';
const python = { Runtime: 'python3.12', Handler: 'handler.handler' } as const;

let api: RunningTestApi;
let role: string;
let zip: Buffer;
let s3: S3Client;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  zip = await echoZip();
  s3 = new S3Client({ ...api.clientSettings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (let version = 1; version <= 2; version++) {
    await api.lambda.send(new PublishLayerVersionCommand({ LayerName: layer, Content: { ZipFile: zip } }));
  }
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});
afterEach(() => {
  api.invocations.preparation = async () => ({ kind: 'ready' });
});

const arn = (kind: string, rest: string) => `arn:aws:lambda:us-east-1:111111111111:${kind}:${rest}`;
const newName = () => `f-${randomUUID().slice(0, 8)}`;
const valuesOf = (name: string) => ({ 'function-name': name, 'fn-name': name });

/** The input of a CreateFunction that would succeed but for the changes. */
const create =
  (changes: object = {}): Reproduction =>
  async () => {
    const FunctionName = newName();
    const input = { ...(await simple(role, FunctionName)), ...python, ...changes };
    return { input, values: valuesOf(FunctionName) };
  };

/** An input for a function of its own. */
async function having(changes: Partial<CreateFunctionCommandInput>, input: object = {}): Promise<Reproduced> {
  const FunctionName = newName();
  await deployed(api, role, FunctionName, { ...python, ...changes });
  return { input: { FunctionName, ...input }, values: valuesOf(FunctionName) };
}
const on =
  (input: object, changes: Partial<CreateFunctionCommandInput> = {}): Reproduction =>
  () =>
    having(changes, input);
const nameIn = ({ input }: Reproduced) => (input as { FunctionName: string }).FunctionName;

/** A function whose update does not end. */
const updating = async (input: object): Promise<Reproduced> => {
  const reproduced = await having({});
  api.invocations.preparation = () => new Promise(() => {});
  const FunctionName = nameIn(reproduced);
  await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'updating' }));
  return { ...reproduced, input: { ...reproduced.input, ...input } };
};

const missing =
  (input: object = {}): Reproduction =>
  () => ({
    input: { FunctionName: 'some-function', ...input },
    values: { ...valuesOf('some-function'), 'nonexisting-fn-name': 'some-function' },
  });
const matching = missing({ FunctionName: `${arn('function', 'some-function')}:$LATEST`, Qualifier: '$LATEST' });
const notMatching = missing({ FunctionName: `${arn('function', 'some-function')}:1`, Qualifier: '$LATEST' });
const wrongRegion: Reproduction = () => ({
  input: { FunctionName: arn('function', 'f').replace('us-east-1', 'eu-west-1') },
  values: { 'wrong-region': 'eu-west-1' },
});
const large = (length: number) => 'x'.repeat(length);
const variables = (Variables: Record<string, string>) => ({ Environment: { Variables } });
const layers = (...versions: string[]) => ({ Layers: versions.map((version) => `${arn('layer', layer)}${version}`) });
const vpc = (subnet: string, group: string) => ({ VpcConfig: { SubnetIds: [subnet], SecurityGroupIds: [group] } });

async function uploaded(Key: string, Body: Buffer): Promise<{ S3Bucket: string; S3Key: string }> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  return { S3Bucket: bucket, S3Key: Key };
}

reproduceErrors('functions', () => api, {
  'CreateFunction/long_function_name_exc': create({ FunctionName: 'a'.repeat(65) }),
  'CreateFunction/create_function_with_six_layers': create(layers(':1', ':2', ':3', ':4', ':5', ':6')),
  'CreateFunction/invalid_zip_exc': create({ Code: { ZipFile: Buffer.from('this is not a zipfile, just a random string') } }),
  'CreateFunction/create-response-non-existent-subnet-id': create(vpc('subnet-0123456789', 'sg-0123456789')),
  'CreateFunction/create-error-wrong-bucket': create({ Code: { S3Bucket: 'some-random-non-existent-bucket', S3Key: 'a.zip' } }),
  'CreateFunction/create-error-wrong-key': create({ Code: { S3Bucket: bucket, S3Key: 'non/existent.zip' } }),
  'CreateFunction/failed_create_fn_result': create(variables({ LARGE_VAR: large(4081) })),
  'CreateFunction/failured_create_fn_result_multi_key': create(variables({ SMALL_VAR: 'ok', LARGE_VAR: large(4064) })),
  'CreateFunction/create_function_with_layer_in_different_region': create({
    Layers: [arn('layer', `${layer}:1`).replace('us-east-1', 'eu-west-1')],
  }),
  'CreateFunction/create_function_invalid_tags': create({
    Tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}_key`, `${index}_value`])),
  }),
  'CreateFunction/invalid_param_exc': async () =>
    create({ Code: await uploaded('large.zip', await zipOf({ zeros: '0'.repeat(262_144_001) })) })(),
  'CreateFunction/uppercase_runtime_exc': create({ Runtime: 'PYTHON3.9' }),
  'CreateFunction/invalid_runtime_exc': create({ Runtime: 'non-existent-runtime' }),
  'CreateFunction/create-response-invalid-format-security-group': create(vpc('subnet-0123456789', 'bad-format-sg')),
  'CreateFunction/create-response-invalid-format-subnet-id': create(vpc('bad-format-subnet', 'sg-0123456789')),
  'CreateFunction/uppercase_architecture': create({ Architectures: ['X86_64'] }),
  'CreateFunction/multiple_architectures': create({ Architectures: ['x86_64', 'arm64'] }),
  'CreateFunction/long_function_arn_exc': async () => {
    const long = 'a'.repeat(100);
    return { ...(await create({ FunctionName: arn('function', long) })()), values: valuesOf(long) };
  },
  'CreateFunction/invalid_function_name_exc': create({ FunctionName: 'invalid:function:name' }),
  'CreateFunction/create_function_invalid_snapstart_apply': create({
    Runtime: 'java21',
    SnapStart: { ApplyOn: 'invalidOption' },
  }),
  'CreateFunction/invalid_role_arn_exc': create({ Role: 'r1' }),
  'CreateFunction/function_arn_other_region_exc': create({
    FunctionName: arn('function', 'f').replace('us-east-1', 'ap-southeast-1'),
  }),
  'CreateFunction/invalid_param_exc#2': create({
    Code: { ZipFile: Buffer.alloc(52_428_800) },
    ...variables({ A: large(300_000) }),
  }),
  'CreateFunction/invalid_param_exc#3': create({ Code: { ZipFile: Buffer.alloc(52_428_801) } }),
  'DeleteFunction/match_exception': matching,
  'DeleteFunction/not_match_exception': notMatching,
  'DeleteFunction/delete_function_response_non_existent': missing(),
  'DeleteFunction/delete_postdelete': async () => {
    const reproduced = await having({});
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: nameIn(reproduced) }));
    return reproduced;
  },
  'DeleteFunction/not_found_exception': missing(),
  'DeleteFunction/wrong_region_exception': wrongRegion,
  'GetFunction/not_match_exception': notMatching,
  'GetFunction/version_not_found_exception': on({ Qualifier: '1221' }),
  'GetFunction/get_function_alias_notfound_exc': on({ Qualifier: 'aliasdoesnotexist' }),
  'GetFunction/not_found_exception': missing(),
  'GetFunction/match_exception': matching,
  'GetFunction/wrong_region_exception': wrongRegion,
  'GetFunctionConfiguration/not_match_exception': notMatching,
  'GetFunctionConfiguration/version_not_found_exception': on({ Qualifier: '1221' }),
  'GetFunctionConfiguration/not_found_exception': missing(),
  'GetFunctionConfiguration/match_exception': matching,
  'GetFunctionConfiguration/wrong_region_exception': wrongRegion,
  'ListFunctions/list_functions_invalid_functionversion': () => ({ input: { FunctionVersion: 'invalid' } }),
  'PutFunctionRecursionConfig/put_recursion_invalid_value_error': on({ RecursiveLoop: 'InvalidValue' }),
  'UpdateFunctionCode/update-error-wrong-bucket': on({ S3Bucket: 'some-random-non-existent-bucket', S3Key: 'a.zip' }),
  'UpdateFunctionCode/update-error-wrong-key': on({ S3Bucket: bucket, S3Key: 'non/existent.zip' }),
  'UpdateFunctionCode/zipfile-to-image-error': on({ ImageUri: '111111111111.dkr.ecr.us-east-1.amazonaws.com/repo:latest' }),
  'UpdateFunctionCode/update-during-in-progress-update-exc': async () => updating({ ZipFile: zip }),
  'UpdateFunctionCode/update_function_revision_exception': async () => having({}, { ZipFile: zip, RevisionId: 'wrong' }),
  'UpdateFunctionConfiguration/add_nonexistent_layer_version_exc': on(layers(':9')),
  'UpdateFunctionConfiguration/add_nonexistent_layer_exc': on({ Layers: [arn('layer', 'doesnotexist:1')] }),
  'UpdateFunctionConfiguration/two_identical_layer_versions_single_function_exc': on(layers(':1', ':1')),
  'UpdateFunctionConfiguration/two_layer_versions_single_function_exc': on(layers(':1', ':2')),
  'UpdateFunctionConfiguration/uppercase_runtime_exc': on({ Runtime: 'PYTHON3.9' }),
  'UpdateFunctionConfiguration/invalid_runtime_exc': on({ Runtime: 'non-existent-runtime' }),
  'UpdateFunctionConfiguration/add_layer_arn_without_version_exc': on(layers('')),
  'UpdateFunctionConfiguration/invalid_role_arn_exc': on({ Role: 'r1' }),
  'UpdateFunctionConfiguration/update-during-in-progress-update-exc': () => updating(variables({ TEST: 'TEST2' })),
  'UpdateFunctionConfiguration/update_function_configuration_revision_exception': on({ RevisionId: 'wrong' }),
});

const withVariables = variables({});
const changed = {
  Runtime: 'python3.11',
  Description: 'Changed-Description',
  MemorySize: 512,
  Timeout: 10,
  ...variables({ ENV_A: 'a' }),
} as const;

reproduceAnswers('functions', () => api, {
  'CreateFunction/create_response#2': create({ MemorySize: 256, Timeout: 5, ...withVariables }),
  'CreateFunction/create-response-zip-file': create({ Handler: 'index.handler' }),
  'DeleteFunction/delete_response': on({}),
  'GetFunction/get_function_result': async () => {
    const found = await having({ Timeout: 30, ...withVariables, Tags: { testtag: 'custom' } });
    return { ...found, values: { ...found.values, 'custom-tag': 'custom' } };
  },
  'GetFunction/get_function_response': on({}, { MemorySize: 256, Timeout: 5, ...withVariables }),
  'GetFunctionConfiguration/get_fn_config': async () => having({ Timeout: 30, ...withVariables, ...layers(':1') }),
  'GetFunctionConfiguration/get_fn_config_result': async () => {
    const found = await having({ Timeout: 30, ...withVariables });
    const update = { FunctionName: nameIn(found), Description: '1st update description' };
    await api.lambda.send(new UpdateFunctionConfigurationCommand(update));
    await updated(api.lambda, nameIn(found));
    return found;
  },
  'GetFunctionConfiguration/first_publish_get_function_config': async () => {
    const found = await having({ Handler: 'index.handler' }, { Qualifier: '1' });
    const publication = { FunctionName: nameIn(found), Description: 'First version description :)' };
    await api.lambda.send(new PublishVersionCommand(publication));
    return found;
  },
  'GetFunctionRecursionConfig/get_recursion_config_response': async () => {
    const found = await having({});
    const settings = { FunctionName: nameIn(found), RecursiveLoop: 'Allow' } as const;
    await api.lambda.send(new PutFunctionRecursionConfigCommand(settings));
    return found;
  },
  'PutFunctionRecursionConfig/put_recursion_config_response': on({ RecursiveLoop: 'Allow' }),
  'UpdateFunctionCode/update_code_response': async () => having({ ...changed }, { ZipFile: await otherZip() }),
  'UpdateFunctionCode/update-function-response': async () => having({ Handler: 'index.handler' }, { ZipFile: await otherZip() }),
  'UpdateFunctionCode/update_function_code_result': async () =>
    having({ Handler: 'index.handler' }, { ZipFile: await otherZip(), Publish: true }),
  'UpdateFunctionConfiguration/update_fn_config': async () => having({ Timeout: 30, ...withVariables }, layers(':1')),
  'UpdateFunctionConfiguration/update_func_conf_response': on(changed, withVariables),
});

it('every runtime that is no longer supported is refused in the recorded words', async () => {
  for (const Runtime of [
    'java8',
    'go1.x',
    'provided',
    'ruby2.7',
    'nodejs14.x',
    'python3.7',
    'dotnetcore3.1',
    'nodejs12.x',
  ] as const) {
    const { input } = await create({ Runtime })();
    await expect(api.lambda.send(new CreateFunctionCommand(input as CreateFunctionCommandInput))).rejects.toThrow(
      `The runtime parameter of ${Runtime} is no longer supported for creating or updating AWS Lambda functions. ` +
        'We recommend you use a supported runtime while creating or updating functions.',
    );
  }
});
