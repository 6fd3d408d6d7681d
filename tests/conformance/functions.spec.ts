import { createHash } from 'node:crypto';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DispatchedInvocations } from '@hearth/dispatch';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { echo } from '../kit/scripted-invocations.js';
import { deployed, echoZip, otherZip, roleFor, simple, updated } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

const arn = (name: string) => `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
const anyUuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
const anyTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());
afterEach(() => {
  api.invocations.preparation = async () => ({ kind: 'ready' });
  api.invocations.outcome = echo;
});

/** What AWS answers for a simple function in every answer that describes one. */
async function simpleFunction(name: string) {
  const zip = await echoZip();
  return {
    Architectures: ['x86_64'],
    CodeSha256: createHash('sha256').update(zip).digest('base64'),
    CodeSize: zip.length,
    Description: '',
    EphemeralStorage: { Size: 512 },
    FunctionArn: arn(name),
    FunctionName: name,
    Handler: 'index.handler',
    LastModified: anyTime,
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    MemorySize: 128,
    PackageType: 'Zip',
    RevisionId: anyUuid,
    Role: role,
    Runtime: 'nodejs22.x',
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    Timeout: 3,
    TracingConfig: { Mode: 'PassThrough' },
    Version: '$LATEST',
  };
}
const runtimeVersion = {
  RuntimeVersionConfig: { RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:\w{64}$/) },
};
const isPending = { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' };
const isActive = { State: 'Active', LastUpdateStatus: 'Successful' };
const isUpdating = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
};

describe('a simple function', () => {
  const name = 'simple';

  it('is created as AWS records it: 201, Pending, with every default', async () => {
    const { $metadata, ...answer } = await api.lambda.send(new CreateFunctionCommand(await simple(role, name)));
    expect($metadata.httpStatusCode).toBe(201);
    expect(answer).toEqual({ ...(await simpleFunction(name)), ...runtimeVersion, ...isPending });
  });

  it('becomes Active under another revision, and is shown by GetFunction with a link to its code', async () => {
    await updated(api.lambda, name);
    const { $metadata, ...answer } = await api.lambda.send(new GetFunctionCommand({ FunctionName: name }));
    expect(answer).toEqual({
      Code: { RepositoryType: 'S3', Location: expect.any(String) },
      Configuration: { ...(await simpleFunction(name)), ...runtimeVersion, ...isActive },
    });
    const code = await fetch(answer.Code!.Location!.replace(api.config.publicUrl, api.url));
    expect(Buffer.from(await code.arrayBuffer()).equals(await echoZip())).toBe(true);
  });

  it('has its ARN qualified where a qualifier was given', async () => {
    const found = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: '$LATEST' }));
    expect(found.FunctionArn).toBe(`${arn(name)}:$LATEST`);
  });

  it.each([
    ['a partial ARN', `${testAccountId}:function:${name}`],
    ['a whole ARN', arn(name)],
    ['a qualified name', `${name}:$LATEST`],
  ])('is found by %s', async (_, FunctionName) => {
    expect((await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).FunctionName).toBe(name);
  });

  it('is listed without states and runtime version', async () => {
    const { Functions } = await api.lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toEqual([await simpleFunction(name)]);
    const { Functions: all } = await api.lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
    expect(all).toEqual([{ ...(await simpleFunction(name)), FunctionArn: `${arn(name)}:$LATEST` }]);
  });

  it('cannot be created twice', async () => {
    expect(await refusal(api.lambda.send(new CreateFunctionCommand(await simple(role, name))))).toEqual({
      status: 409,
      code: 'ResourceConflictException',
      message: `Function already exist: ${name}`,
      Type: 'User',
    });
  });

  it('is deleted with 204, and is then not found by anybody', async () => {
    expect((await api.lambda.send(new DeleteFunctionCommand({ FunctionName: name }))).StatusCode).toBe(204);
    for (const Command of [GetFunctionCommand, GetFunctionConfigurationCommand, DeleteFunctionCommand]) {
      expect(await refusal(api.lambda.send(new Command({ FunctionName: name }) as GetFunctionCommand))).toEqual({
        status: 404,
        code: 'ResourceNotFoundException',
        message: `Function not found: ${arn(name)}`,
        Type: 'User',
      });
    }
  });
});

describe('an update', () => {
  const name = 'updated';
  beforeAll(() => deployed(api, role, name));

  it('of the configuration is InProgress, refuses another one meanwhile, and becomes Successful', async () => {
    let prepared = () => {};
    api.invocations.preparation = () =>
      new Promise((resolve) => {
        prepared = () => resolve({ kind: 'ready' });
      });
    const change = { FunctionName: name, Timeout: 10, MemorySize: 512, Environment: { Variables: { ENV_A: 'a' } } };
    const { $metadata, ...answer } = await api.lambda.send(new UpdateFunctionConfigurationCommand(change));
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({
      ...(await simpleFunction(name)),
      ...runtimeVersion,
      ...isUpdating,
      Timeout: 10,
      MemorySize: 512,
      Environment: { Variables: { ENV_A: 'a' } },
    });
    const inProgress = {
      status: 409,
      code: 'ResourceConflictException',
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${arn(name)}`,
      Type: 'User',
    };
    expect(await refusal(api.lambda.send(new UpdateFunctionConfigurationCommand(change)))).toEqual(inProgress);
    const code = { FunctionName: name, ZipFile: await otherZip() };
    expect(await refusal(api.lambda.send(new UpdateFunctionCodeCommand(code)))).toEqual(inProgress);
    prepared();
    await updated(api.lambda, name);
  });

  it('of several at a time is one, and the others are told of it', async () => {
    let prepared = () => {};
    api.invocations.preparation = () =>
      new Promise((resolve) => {
        prepared = () => resolve({ kind: 'ready' });
      });
    const update = (Description: string) =>
      api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Description })).then(
        () => 'InProgress',
        (error: Error) => error.name,
      );
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(update));
    const conflict = 'ResourceConflictException';
    expect(answers.sort()).toEqual(['InProgress', conflict, conflict, conflict]);
    prepared();
    api.invocations.preparation = async () => ({ kind: 'ready' });
    await updated(api.lambda, name);
  });

  it('of the code with the wrong revision is refused with 412 and changes nothing', async () => {
    const before = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const wrong = { FunctionName: name, ZipFile: await otherZip(), RevisionId: 'wrong' };
    expect(await refusal(api.lambda.send(new UpdateFunctionCodeCommand(wrong)))).toEqual({
      status: 412,
      code: 'PreconditionFailedException',
      message:
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      Type: 'User',
    });
    const after = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect(after.RevisionId).toBe(before.RevisionId);
  });

  it('that is a dry run answers and keeps nothing', async () => {
    const before = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const zip = await otherZip();
    const answer = await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip, DryRun: true }));
    const CodeSha256 = createHash('sha256').update(zip).digest('base64');
    expect({ ...answer, $metadata: undefined }).toEqual({ ...before, $metadata: undefined, CodeSha256, CodeSize: zip.length });
    const after = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect({ ...after, $metadata: undefined }).toEqual({ ...before, $metadata: undefined });
  });

  it('that a worker finds unusable fails, and what ran before goes on running', async () => {
    const before = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const reason = { reasonCode: 'InvalidZipFileException', reason: 'The zip could not be unpacked.' };
    api.invocations.preparation = async () => ({ kind: 'failed', ...reason });
    await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await otherZip() }));
    const failed = await eventually(async () => {
      const found = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      return found.LastUpdateStatus === 'Failed' ? found : undefined;
    });
    expect(failed).toMatchObject({
      State: 'Active',
      LastUpdateStatusReasonCode: reason.reasonCode,
      LastUpdateStatusReason: reason.reason,
    });
    expect(failed.CodeSha256).not.toBe(before.CodeSha256);
  });
});

it('a runtime that AWS knows and no worker offers is accepted, and told of with its remedy when it is to run', async () => {
  const FunctionName = 'unoffered';
  const worker = {
    id: 'w',
    address: '/nowhere',
    runtimes: ['nodejs22.x'],
    sandboxDriver: 'crun',
    unenforced: [],
    memoryMegabytes: 1024,
    startedAtMilliseconds: 0,
  };
  const workers = new DispatchedInvocations({
    list: async () => [worker],
    announce: async () => {},
    withdraw: async () => {},
  });
  api.invocations.preparation = (target) => workers.prepare(target);
  api.invocations.outcome = (request) => workers.invoke(request);
  const invocation = () => refusal(api.lambda.send(new InvokeCommand({ FunctionName })));
  const refused = (runtime: string) => ({
    status: 502,
    Type: 'Service',
    code: 'InvalidRuntimeException',
    message: `The runtime ${runtime} is not offered by any worker. Offered here: nodejs22.x. Choose one of these with UpdateFunctionConfiguration, or add a worker that offers ${runtime}.`,
  });
  await deployed(api, role, FunctionName, { Runtime: 'java21' });
  expect(await invocation()).toEqual(refused('java21'));
  await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'python3.14' }));
  await updated(api.lambda, FunctionName);
  const found = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(found).toMatchObject({ Runtime: 'python3.14', ...isActive });
  expect(await invocation()).toEqual(refused('python3.14'));
  workers.close();
});

describe('CreateFunction refuses', () => {
  const invalid = (message: string) => ({ status: 400, code: 'InvalidParameterValueException', message, Type: 'User' });
  const create = async (changes: object) =>
    refusal(api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'refused')), ...changes })));

  it('what is not a zip', async () => {
    expect(await create({ Code: { ZipFile: Buffer.from('this is not a zipfile, just a random string') } })).toEqual(
      invalid('Could not unzip uploaded file. Please check your file, then try to upload again.'),
    );
  });

  it.each(['non-existent-runtime', 'PYTHON3.9'])('runtime %s in the words AWS recorded', async (Runtime) => {
    expect(await create({ Runtime })).toEqual(
      invalid(
        `Value ${Runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2] or be a valid ARN`,
      ),
    );
  });

  it.each(['java8', 'go1.x', 'nodejs14.x'])('the retired runtime %s', async (Runtime) => {
    expect((await create({ Runtime })).message).toBe(
      `The runtime parameter of ${Runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  });

  it('more than 4 KB of environment, naming what it measured', async () => {
    const LARGE_VAR = 'x'.repeat(4081);
    expect(await create({ Environment: { Variables: { LARGE_VAR } } })).toEqual(
      invalid(
        `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LARGE_VAR":"${LARGE_VAR}"}`,
      ),
    );
  });

  it('more than 50 tags', async () => {
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${index}_key`, `${index}_value`]));
    expect(await create({ Tags })).toEqual(invalid('Number of tags exceeds resource tag limit.'));
  });

  it('a role that does not trust Lambda, and one that does not exist', async () => {
    const untrusting = await roleFor(api, 'untrusting', 'ec2.amazonaws.com');
    for (const Role of [untrusting, `arn:aws:iam::${testAccountId}:role/missing`]) {
      expect(await create({ Role })).toEqual(invalid('The role defined for the function cannot be assumed by Lambda.'));
    }
  });

  it('a name of 65 characters', async () => {
    const FunctionName = 'a'.repeat(65);
    expect(await create({ FunctionName })).toEqual(
      invalid(
        `1 validation error detected: Value '${FunctionName}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      ),
    );
  });

  const invalidName = (value: string, constraint: string) => ({
    status: 400,
    code: 'ValidationException',
    message: `1 validation error detected: Value '${value}' at 'functionName' failed to satisfy constraint: ${constraint}`,
  });

  it('an ARN of more than 140 characters', async () => {
    const FunctionName = arn('a'.repeat(100));
    expect(await create({ FunctionName })).toEqual(
      invalidName(FunctionName, 'Member must have length less than or equal to 140'),
    );
  });

  it('what is no name of a function, by the pattern of the operation', async () => {
    const prefix =
      '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?';
    const pattern = 'Member must satisfy regular expression pattern: ';
    expect(await create({ FunctionName: 'invalid:function:name' })).toEqual(
      invalidName('invalid:function:name', `${pattern}${prefix}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`),
    );
    const FunctionName = `arn:aws:lambda:${testRegion}:123400000000@function:myfn`;
    expect(await refusal(api.lambda.send(new InvokeCommand({ FunctionName })))).toEqual(
      invalidName(FunctionName, `${pattern}${prefix}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`),
    );
  });

  it('another region and another account', async () => {
    expect(await create({ FunctionName: `arn:aws:lambda:ap-southeast-1:${testAccountId}:function:refused` })).toMatchObject({
      status: 404,
      code: 'ResourceNotFoundException',
      message: `Functions from 'ap-southeast-1' are not reachable in this region ('${testRegion}')`,
    });
    expect(await create({ FunctionName: `arn:aws:lambda:${testRegion}:222222222222:function:refused` })).toMatchObject({
      status: 403,
      code: 'AccessDeniedException',
    });
    const long = 'a'.repeat(100);
    expect(await refusal(api.lambda.send(new GetFunctionCommand({ FunctionName: long })))).toMatchObject({
      status: 404,
      message: `Function not found: ${arn(long)}`,
    });
  });

  it('what cannot be honoured yet, by its name', async () => {
    const { message } = await create({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    expect(message).toContain('TenancyConfig');
  });
});

it('code above 50 MB zipped is refused with 413', async () => {
  const Code = { ZipFile: Buffer.alloc(52_428_801) };
  const answer = await refusal(api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'big')), Code })));
  expect(answer).toMatchObject({
    status: 413,
    code: 'RequestEntityTooLargeException',
    message: 'Zipped size must be smaller than 52428800 bytes',
  });
});
