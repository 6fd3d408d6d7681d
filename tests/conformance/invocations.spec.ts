import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import pg from 'pg';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { echo } from '../kit/scripted-invocations.js';
import { deployed, otherZip, roleFor, simple, updated } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

const name = 'invoked';
const arn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, name, { Environment: { Variables: { SECRET: 'open sesame' } } });
});
afterAll(() => api?.stop());
afterEach(() => {
  api.invocations.outcome = echo;
  api.invocations.preparation = async () => ({ kind: 'ready' });
});

const invoke = (changes: object) => api.lambda.send(new InvokeCommand({ FunctionName: name, ...changes }));
const text = (payload: Uint8Array | undefined) => Buffer.from(payload!).toString();

describe('a synchronous invocation', () => {
  it("answers the function's bytes, its version and nothing else unless asked", async () => {
    const { $metadata, Payload, ...answer } = await invoke({ Payload: Buffer.from('{"a" : 1.0}') });
    expect(answer).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(text(Payload)).toBe('{"a" : 1.0}');
  });

  it('answers the end of its log when asked', async () => {
    const { LogResult } = await invoke({ LogType: 'Tail' });
    expect(Buffer.from(LogResult!, 'base64').toString()).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST\n/);
  });

  it('gives the function an empty object when nothing was sent', async () => {
    expect(text((await invoke({})).Payload)).toBe('{}');
  });

  it('reports a failed function with 200 and X-Amz-Function-Error', async () => {
    api.invocations.outcome = (request) => ({ ...echo(request), functionError: 'Unhandled' }) as ReturnType<typeof echo>;
    expect(await invoke({})).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  });

  it('tells the worker what was called: ARN, client context, role, variables in clear', async () => {
    await invoke({ Qualifier: '$LATEST', ClientContext: Buffer.from('{"custom":1}').toString('base64') });
    expect(api.invocations.invoked.at(-1)).toMatchObject({
      invokedFunctionArn: `${arn}:$LATEST`,
      clientContext: '{"custom":1}',
      target: { roleArn: role, environment: { SECRET: 'open sesame' }, memoryMegabytes: 128, timeoutSeconds: 3 },
    });
  });

  it('is throttled with 429 and its reason', async () => {
    api.invocations.outcome = () => ({ kind: 'refused', code: 'TooManyRequestsException', message: 'full' });
    const thrown = await invoke({}).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ConcurrentInvocationLimitExceeded',
    });
  });

  it('is counted as throttled under the function and the alias that was called', async () => {
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'throttled', FunctionVersion: '$LATEST' }));
    api.invocations.outcome = () => ({ kind: 'refused', code: 'TooManyRequestsException', message: 'full' });
    await refusal(invoke({ Qualifier: 'throttled' }));
    const period = { Namespace: 'AWS/Lambda', MetricName: 'Throttles', Period: 3600, Statistics: ['Sum' as const] };
    const time = { StartTime: new Date(Date.now() - 3_600_000), EndTime: new Date(Date.now() + 3_600_000) };
    const Dimensions = [
      { Name: 'FunctionName', Value: name },
      { Name: 'Resource', Value: `${name}:throttled` },
    ];
    const cloudwatch = new CloudWatchClient(api.clientSettings);
    const sum = await eventually(async () => {
      const { Datapoints } = await cloudwatch.send(new GetMetricStatisticsCommand({ ...period, ...time, Dimensions }));
      return Datapoints!.reduce((total, point) => total + point.Sum!, 0) || undefined;
    });
    expect(sum).toBe(1);
  });

  it('of which the worker was lost is our fault: 500', async () => {
    api.invocations.outcome = () => {
      throw new Error('lost');
    };
    expect(await refusal(invoke({}))).toMatchObject({ status: 500, code: 'ServiceException' });
  });
});

describe('Invoke refuses', () => {
  it.each([
    [
      Buffer.from('\x99\xeb,j\x07\xa1zYh', 'latin1'),
      /^Could not parse request body into json: Could not parse payload into json: Unexpected character \(\(CTRL-CHAR, code 153\)\)/,
    ],
    [Buffer.from('n\x87r', 'latin1'), /Invalid UTF-8 start byte 0x87/],
    [Buffer.from('not json'), /Unrecognized token 'not'/],
  ])('what is not JSON in UTF-8 (%#)', async (Payload, message) => {
    expect(await refusal(invoke({ Payload }))).toMatchObject({
      status: 400,
      code: 'InvalidRequestContentException',
      message: expect.stringMatching(message),
    });
  });

  it('more than 6 MB, and more than 1 MB as an event', async () => {
    const tooLarge = { status: 413, code: 'RequestEntityTooLargeException' };
    expect(await refusal(invoke({ Payload: Buffer.alloc(6_291_457, 0x20) }))).toMatchObject({
      ...tooLarge,
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
    expect(await refusal(invoke({ Payload: Buffer.alloc(1_048_577, 0x20), InvocationType: 'Event' }))).toMatchObject({
      ...tooLarge,
      message: '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    });
  });

  it.each([
    ['no base64', 'e30=%%%'],
    ['no JSON', Buffer.from('hello').toString('base64')],
    ['no object', Buffer.from('7').toString('base64')],
  ])('a client context that is %s', async (_what, ClientContext) => {
    expect(await refusal(invoke({ ClientContext }))).toMatchObject({
      status: 400,
      code: 'InvalidRequestContentException',
      message: 'Client context must be a valid Base64-encoded JSON object.',
    });
  });

  it('a client context of more than 3,583 bytes', async () => {
    const ClientContext = Buffer.from(JSON.stringify({ custom: 'x'.repeat(2700) })).toString('base64');
    expect(await refusal(invoke({ ClientContext }))).toMatchObject({ status: 400, code: 'InvalidRequestContentException' });
  });

  it('to isolate by tenant or to run durably what was not made for it', async () => {
    const refused = { status: 400, code: 'InvalidParameterValueException' };
    expect(await refusal(invoke({ TenantId: 'blue' }))).toMatchObject(refused);
    expect(await refusal(invoke({ DurableExecutionName: 'once' }))).toMatchObject(refused);
  });

  it('a function that does not exist, and an alias that does not exist', async () => {
    expect(await refusal(api.lambda.send(new InvokeCommand({ FunctionName: 'doesnotexist' })))).toEqual({
      status: 404,
      code: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:${testRegion}:${testAccountId}:function:doesnotexist:$LATEST`,
      Type: 'User',
    });
    expect(await refusal(invoke({ Qualifier: 'non-existent-alias' }))).toMatchObject({
      message: `Function not found: ${arn}:non-existent-alias`,
    });
  });

  it('a function that is still Pending', async () => {
    let prepared = () => {};
    api.invocations.preparation = () =>
      new Promise((resolve) => {
        prepared = () => resolve({ kind: 'ready' });
      });
    await api.lambda.send(new CreateFunctionCommand(await simple(role, 'pending')));
    expect(await refusal(api.lambda.send(new InvokeCommand({ FunctionName: 'pending' })))).toEqual({
      status: 409,
      code: 'ResourceConflictException',
      message: 'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      Type: 'User',
    });
    prepared();
    await updated(api.lambda, 'pending');
    expect((await api.lambda.send(new InvokeCommand({ FunctionName: 'pending' }))).StatusCode).toBe(200);
  });
});

it('a dry run runs nothing and answers 204', async () => {
  const before = api.invocations.invoked.length;
  expect((await invoke({ InvocationType: 'DryRun' })).StatusCode).toBe(204);
  expect(api.invocations.invoked).toHaveLength(before);
});

it('an event is a row in Postgres before 202 is answered', async () => {
  const { $metadata, StatusCode } = await invoke({ InvocationType: 'Event', Payload: Buffer.from('{"n":1}') });
  expect(StatusCode).toBe(202);
  const client = new pg.Client({ connectionString: api.config.databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT function_name, state FROM events WHERE id = $1', [$metadata.requestId]);
  await client.end();
  expect(rows).toEqual([{ function_name: name, state: 'waiting' }]);
});

describe('InvokeAsync, as old clients call it', () => {
  const invokeAsync = (FunctionName: string, InvokeArgs: string) =>
    api.lambda.send(new InvokeAsyncCommand({ FunctionName, InvokeArgs }));

  it('accepts an event with 202', async () => {
    const { $metadata, Status } = await invokeAsync(name, '{"n":1}');
    expect(Status).toBe(202);
    const client = new pg.Client({ connectionString: api.config.databaseUrl });
    await client.connect();
    const { rows } = await client.query('SELECT function_name, state FROM events WHERE id = $1', [$metadata.requestId]);
    await client.end();
    expect(rows).toEqual([{ function_name: name, state: 'waiting' }]);
  });

  it('refuses what is no JSON, and a function that does not exist', async () => {
    expect(await refusal(invokeAsync(name, 'not json'))).toMatchObject({ status: 400, code: 'InvalidRequestContentException' });
    expect(await refusal(invokeAsync('doesnotexist', '{}'))).toMatchObject({ status: 404, code: 'ResourceNotFoundException' });
  });
});

it('during an update the previous code runs, and the new one from the moment the update is Successful', async () => {
  const running = async () => {
    await invoke({});
    return api.invocations.invoked.at(-1)!.target.codeSha256Hex;
  };
  const before = await running();
  let prepared = () => {};
  api.invocations.preparation = () =>
    new Promise((resolve) => {
      prepared = () => resolve({ kind: 'ready' });
    });
  await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await otherZip() }));
  expect(await running()).toBe(before);
  prepared();
  await updated(api.lambda, name);
  expect(await running()).not.toBe(before);
});

it('an alias with two versions sends each its share', async () => {
  await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await api.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: (await simple(role, name)).Code!.ZipFile! }),
  );
  await updated(api.lambda, name);
  await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  const RoutingConfig = { AdditionalVersionWeights: { '2': 0.5 } };
  await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'shared', FunctionVersion: '1', RoutingConfig }));
  const executed = new Set<string | undefined>();
  // Both versions are missed with a chance of 2^-59 only.
  for (let count = 0; count < 60; count++) executed.add((await invoke({ Qualifier: 'shared' })).ExecutedVersion);
  expect([...executed].sort()).toEqual(['1', '2']);
});

it('environment variables are not readable in the database', async () => {
  const client = new pg.Client({ connectionString: api.config.databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT document::text AS document, sealed_environment FROM function_configurations');
  await client.end();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row.document).not.toContain('open sesame');
    expect(String(row.sealed_environment)).not.toContain('open sesame');
  }
  const shown = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  expect(shown.Environment).toEqual({ Variables: { SECRET: 'open sesame' } });
});
