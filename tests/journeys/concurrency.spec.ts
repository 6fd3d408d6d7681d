import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  type TooManyRequestsException,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { type RunningHearth, startHearth } from '../kit/hearth.js';
import { zipOf } from '../kit/zip-of.js';

const minutes = 60_000;
const handler = `
const startedAt = Date.now();
const environment = Math.random().toString(36).slice(2);
exports.handler = async (event) => {
  if (event.exit) process.exit(1);
  if (event.fail) throw new Error('intentional');
  await new Promise((resolve) => setTimeout(resolve, event.waitMilliseconds ?? 0));
  return { environment, type: process.env.AWS_LAMBDA_INITIALIZATION_TYPE, ageMilliseconds: Date.now() - startedAt };
};
if (process.env.BREAKS) throw new Error('it does not initialize');`;
/** Remembers what it was last told, for whoever asks. */
const recorder = `
let told = [];
exports.handler = async (event) => {
  if (event.ask) return told;
  told.push(event);
};`;

let hearth: RunningHearth;
let lambda: LambdaClient;
let role: string;
const clients: LambdaClient[] = [];

beforeAll(async () => {
  hearth = await startHearth();
  lambda = client(hearth.clientSettings);
  const iam = new IAMClient(hearth.clientSettings);
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const created = await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: document(trust) }));
  role = created.Role!.Arn!;
  const invoke = document({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'destinations', PolicyDocument: invoke }));
  iam.destroy();
}, 5 * minutes);
afterAll(async () => {
  for (const each of clients) each.destroy();
  await hearth?.stop();
}, minutes);

function client(settings: RunningHearth['clientSettings']): LambdaClient {
  const made = new LambdaClient({ ...settings, maxAttempts: 1 });
  clients.push(made);
  return made;
}

async function deploy(FunctionName: string, code = handler, environment: Record<string, string> = {}): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 20,
      Environment: { Variables: environment },
      Code: { ZipFile: await zipOf({ 'index.js': code }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
  await lambda.send(new PublishVersionCommand({ FunctionName }));
}

const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

const provision = (FunctionName: string, Qualifier: string, ProvisionedConcurrentExecutions: number) =>
  lambda.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions }));

const provisioned = (FunctionName: string, Qualifier: string) =>
  lambda.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }));

interface Answer {
  readonly environment: string;
  readonly type: string;
  readonly ageMilliseconds: number;
}

/** The answer, or the reason of a throttle. */
async function invoke(through: LambdaClient, name: string, event: object = {}, Qualifier?: string): Promise<Answer | string> {
  try {
    const { Payload } = await through.send(new InvokeCommand({ FunctionName: name, Qualifier, Payload: JSON.stringify(event) }));
    return JSON.parse(Payload!.transformToString()) as Answer;
  } catch (error) {
    const { name: code, Reason } = error as TooManyRequestsException;
    if (code !== 'TooManyRequestsException') throw error;
    return String(Reason);
  }
}

async function eventually<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`It did not happen within ${seconds} s`);
}

const ready = (name: string, qualifier: string) =>
  eventually(async () => {
    const { Status } = await provisioned(name, qualifier);
    if (Status === 'FAILED') throw new Error('It failed');
    return Status === 'READY' || undefined;
  });

const throttled = 'ReservedFunctionConcurrentInvocationLimitExceeded';
const throttles = (answers: readonly (Answer | string)[]) => answers.filter((answer) => answer === throttled).length;

test(
  'of 200 invocations over two API processes never more than the reservation run, and a killed process gives its units back',
  async () => {
    await deploy('reserved');
    const other = await hearth.startAnotherApi();
    const through = [lambda, client(other.clientSettings)];
    await reserve('reserved', 3);
    await invoke(lambda, 'reserved');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) => invoke(through[at % 2]!, 'reserved', { waitMilliseconds: 3000 })),
    );
    const environments = new Set(answers.flatMap((answer) => (typeof answer === 'string' ? [] : [answer.environment])));
    expect(environments.size).toBeLessThanOrEqual(3);
    expect(throttles(answers)).toBeGreaterThan(0);

    const lost = Array.from({ length: 3 }, () => invoke(through[1]!, 'reserved', { waitMilliseconds: 4000 }).catch(() => 'lost'));
    await sleep(1000);
    await other.kill();
    await Promise.all(lost);
    expect(await invoke(lambda, 'reserved')).toBe(throttled);
    await eventually(async () => {
      const three = await Promise.all(Array.from({ length: 3 }, () => invoke(lambda, 'reserved', { waitMilliseconds: 300 })));
      return throttles(three) === 0 || undefined;
    });
  },
  3 * minutes,
);

test(
  'a function whose reservation is zero is off at once, and its events go to their destination untried',
  async () => {
    await deploy('switched-off');
    await deploy('recorder', recorder);
    // It keeps what it is told in memory, so all of it must come to one environment.
    await reserve('recorder', 1);
    const Destination = `arn:aws:lambda:us-east-1:${hearth.accountId}:function:recorder`;
    const told = () => invoke(lambda, 'recorder', { ask: true }) as Promise<unknown> as Promise<readonly Told[]>;
    await lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: 'switched-off',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination }, OnSuccess: { Destination } },
      }),
    );
    const send = (event: object) =>
      lambda.send(new InvokeCommand({ FunctionName: 'switched-off', InvocationType: 'Event', Payload: JSON.stringify(event) }));
    await reserve('switched-off', 0);
    expect(await invoke(lambda, 'switched-off')).toBe(throttled);
    await send({ number: 1 });
    const [off] = await eventually(async () => ((await told()).length === 1 ? told() : undefined));
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'switched-off' }));
    await send({ number: 2 });
    await eventually(async () => (await told()).length === 2 || undefined);
    await send({ number: 3, fail: true });
    const [, succeeded, failed] = await eventually(async () => ((await told()).length === 3 ? told() : undefined));
    const functionArn = `arn:aws:lambda:us-east-1:${hearth.accountId}:function:switched-off:$LATEST`;
    expect(off).toEqual({
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      requestContext: {
        requestId: expect.any(String),
        functionArn,
        condition: 'ZeroReservedConcurrency',
        approximateInvokeCount: 0,
      },
      requestPayload: { number: 1 },
    });
    expect(succeeded).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      requestPayload: { number: 2 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { type: 'on-demand' },
    });
    expect(failed).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { number: 3, fail: true },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'intentional', errorType: 'Error' },
    });
  },
  2 * minutes,
);

interface Told {
  readonly requestContext: object;
}

test(
  'provisioned environments are there before the first invocation, are used first, and are made anew after a crash',
  async () => {
    await deploy('ahead');
    expect(await provision('ahead', '1', 2)).toMatchObject({
      Status: 'IN_PROGRESS',
      AllocatedProvisionedConcurrentExecutions: 0,
    });
    await ready('ahead', '1');
    await sleep(1000);
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => invoke(lambda, 'ahead', { waitMilliseconds: 1500 }, '1') as Promise<Answer>),
    );
    expect(answers.map(({ type }) => type).sort()).toEqual(['on-demand', 'provisioned-concurrency', 'provisioned-concurrency']);
    for (const { type, ageMilliseconds } of answers) {
      if (type !== 'on-demand') expect(ageMilliseconds).toBeGreaterThan(2500);
    }
    await Promise.all([invoke(lambda, 'ahead', { exit: true }, '1'), invoke(lambda, 'ahead', { exit: true }, '1')]);
    await eventually(async () => {
      const { type } = (await invoke(lambda, 'ahead', {}, '1')) as Answer;
      const { Status } = await provisioned('ahead', '1');
      return (type === 'provisioned-concurrency' && Status === 'READY') || undefined;
    });
    await lambda.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: 'ahead', Qualifier: '1' }));
    await eventually(async () => {
      const { type } = (await invoke(lambda, 'ahead', {}, '1')) as Answer;
      return type === 'on-demand' || undefined;
    });
  },
  3 * minutes,
);

test(
  'provisioned concurrency moves with its alias, within the reservation, and says so when a version does not initialize',
  async () => {
    await deploy('moving');
    await lambda.send(new CreateAliasCommand({ FunctionName: 'moving', Name: 'live', FunctionVersion: '1' }));
    await reserve('moving', 1);
    await provision('moving', 'live', 1);
    await ready('moving', 'live');
    expect(await invoke(lambda, 'moving')).toBe(throttled);
    expect(await invoke(lambda, 'moving', {}, 'live')).toMatchObject({ type: 'provisioned-concurrency' });
    const before = (await invoke(lambda, 'moving', {}, 'live')) as Answer;
    await publish('moving', { SECOND: 'yes' }, '2');
    await ready('moving', 'live');
    const after = await eventually(async () => {
      const answer = await invoke(lambda, 'moving', {}, 'live');
      return typeof answer !== 'string' && answer.environment !== before.environment ? answer : undefined;
    });
    expect(after.type).toBe('provisioned-concurrency');
    await publish('moving', { BREAKS: 'yes' }, '3');
    const failed = await eventually(async () => {
      const found = await provisioned('moving', 'live');
      return found.Status === 'FAILED' ? found : undefined;
    });
    expect(failed).toMatchObject({ StatusReason: 'FUNCTION_ERROR_INIT_FAILURE', AllocatedProvisionedConcurrentExecutions: 0 });
  },
  3 * minutes,
);

/** A further version, to which the alias moves. */
async function publish(FunctionName: string, Variables: Record<string, string>, version: string): Promise<void> {
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await eventually(async () => {
    const moved = lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: version }));
    return moved.then(
      () => true as const,
      () => undefined,
    );
  });
}
