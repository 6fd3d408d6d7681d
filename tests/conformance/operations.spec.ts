import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import { unservedSourcesReason } from '@hearth/lambda';
import { compatibilityData } from '../compatibility/compatibility-data.js';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';
import { deployed, otherZip, roleFor, simple, updated } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

const { claims } = compatibilityData();

type AnyCommand = new (input: object) => Parameters<lambda.LambdaClient['send']>[0];
const commands = lambda as unknown as Readonly<Record<string, AnyCommand>>;

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  const Statement = [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await api.iam.send(new PutRolePolicyCommand({ RoleName: 'execution', PolicyName: 'queues', PolicyDocument }));
});
afterAll(() => api?.stop());

const FunctionName = 'toured';
const fn = { FunctionName };
const arn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}`;
const layer = { LayerName: 'toured', VersionNumber: 1 };
const live = { ...fn, Qualifier: 'live' };
const execution = { DurableExecutionArn: `${arn}:1/durable-execution/name/id` };
const callback = { CallbackId: 'Y2FsbGJhY2s=' };
const provider = { CapacityProviderName: 'provider' };
// biome-ignore lint/suspicious/noExplicitAny: answers of any operation, of which two are looked into
const answers: Record<string, any> = {};
const config = () => ({ CodeSigningConfigArn: answers.CreateCodeSigningConfig.CodeSigningConfig.CodeSigningConfigArn });
const mapping = () => ({ UUID: answers.CreateEventSourceMapping.UUID });
const onceUpdated = async (change: object) => {
  await updated(api.lambda, FunctionName);
  return { ...fn, ...change };
};
const resting = async () => {
  const look = async () => {
    const { State } = await api.lambda.send(new lambda.GetEventSourceMappingCommand(mapping()));
    return State === 'Disabled' ? true : undefined;
  };
  await eventually(look);
  return mapping();
};

/** A life of a function and of all that hangs on it: each operation once, with an input that leads to an answer. */
const tour: readonly (readonly [operation: string, input: () => object | Promise<object>])[] = [
  ['CreateFunction', () => simple(role, FunctionName)],
  ['GetFunction', () => fn],
  ['GetFunctionConfiguration', () => fn],
  ['ListFunctions', () => ({})],
  [
    'UpdateFunctionCode',
    async () => {
      await lambda.waitUntilFunctionActiveV2({ client: api.lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, fn);
      return { ...fn, ZipFile: await otherZip() };
    },
  ],
  ['UpdateFunctionConfiguration', () => onceUpdated({ Timeout: 9 })],
  ['PublishVersion', () => onceUpdated({})],
  ['ListVersionsByFunction', () => fn],
  ['CreateAlias', () => ({ ...fn, Name: 'live', FunctionVersion: '1' })],
  ['GetAlias', () => ({ ...fn, Name: 'live' })],
  ['UpdateAlias', () => ({ ...fn, Name: 'live', Description: 'what is live' })],
  ['ListAliases', () => fn],
  ['Invoke', () => fn],
  ['InvokeAsync', () => ({ ...fn, InvokeArgs: '{}' })],
  ['InvokeWithResponseStream', () => fn],
  ['AddPermission', () => ({ ...fn, StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' })],
  ['GetPolicy', () => fn],
  ['RemovePermission', () => ({ ...fn, StatementId: 's3' })],
  ['PutResourcePolicy', () => ({ ResourceArn: arn, Policy: policy })],
  ['GetResourcePolicy', () => ({ ResourceArn: arn })],
  ['DeleteResourcePolicy', () => ({ ResourceArn: arn })],
  ['PutFunctionConcurrency', () => ({ ...fn, ReservedConcurrentExecutions: 5 })],
  ['GetFunctionConcurrency', () => fn],
  ['DeleteFunctionConcurrency', () => fn],
  ['PutProvisionedConcurrencyConfig', () => ({ ...live, ProvisionedConcurrentExecutions: 1 })],
  ['GetProvisionedConcurrencyConfig', () => live],
  ['ListProvisionedConcurrencyConfigs', () => fn],
  ['DeleteProvisionedConcurrencyConfig', () => live],
  ['PutFunctionEventInvokeConfig', () => ({ ...fn, MaximumRetryAttempts: 0 })],
  ['UpdateFunctionEventInvokeConfig', () => ({ ...fn, MaximumEventAgeInSeconds: 60 })],
  ['GetFunctionEventInvokeConfig', () => fn],
  ['ListFunctionEventInvokeConfigs', () => fn],
  ['DeleteFunctionEventInvokeConfig', () => fn],
  ['CreateFunctionUrlConfig', () => ({ ...fn, AuthType: 'AWS_IAM' })],
  ['GetFunctionUrlConfig', () => fn],
  ['UpdateFunctionUrlConfig', () => ({ ...fn, InvokeMode: 'RESPONSE_STREAM' })],
  ['ListFunctionUrlConfigs', () => fn],
  ['DeleteFunctionUrlConfig', () => fn],
  ['PublishLayerVersion', async () => ({ LayerName: 'toured', Content: { ZipFile: await otherZip() } })],
  ['GetLayerVersion', () => layer],
  ['GetLayerVersionByArn', () => ({ Arn: answers.PublishLayerVersion.LayerVersionArn })],
  ['ListLayers', () => ({})],
  ['ListLayerVersions', () => layer],
  ['AddLayerVersionPermission', () => ({ ...layer, StatementId: 'all', Action: 'lambda:GetLayerVersion', Principal: '*' })],
  ['GetLayerVersionPolicy', () => layer],
  ['RemoveLayerVersionPermission', () => ({ ...layer, StatementId: 'all' })],
  ['DeleteLayerVersion', () => layer],
  ['CreateEventSourceMapping', () => ({ ...fn, EventSourceArn: 'arn:aws:sqs:us-east-1:111111111111:orders', Enabled: false })],
  ['GetEventSourceMapping', mapping],
  ['ListEventSourceMappings', () => fn],
  ['UpdateEventSourceMapping', () => ({ ...mapping(), BatchSize: 1 })],
  ['DeleteEventSourceMapping', resting],
  ['TagResource', () => ({ Resource: arn, Tags: { team: 'a' } })],
  ['ListTags', () => ({ Resource: arn })],
  ['UntagResource', () => ({ Resource: arn, TagKeys: ['team'] })],
  ['GetAccountSettings', () => ({})],
  ['PutFunctionRecursionConfig', () => ({ ...fn, RecursiveLoop: 'Allow' })],
  ['GetFunctionRecursionConfig', () => fn],
  ['PutRuntimeManagementConfig', () => ({ ...fn, UpdateRuntimeOn: 'FunctionUpdate' })],
  ['GetRuntimeManagementConfig', () => fn],
  [
    'CreateCodeSigningConfig',
    () => ({ AllowedPublishers: { SigningProfileVersionArns: ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/p'] } }),
  ],
  ['GetCodeSigningConfig', config],
  ['UpdateCodeSigningConfig', () => ({ ...config(), Description: 'ours' })],
  ['ListCodeSigningConfigs', () => ({})],
  ['PutFunctionCodeSigningConfig', () => ({ ...fn, ...config() })],
  ['GetFunctionCodeSigningConfig', () => fn],
  ['ListFunctionsByCodeSigningConfig', config],
  ['DeleteFunctionCodeSigningConfig', () => fn],
  ['DeleteCodeSigningConfig', config],
  ['PutFunctionScalingConfig', () => ({ ...fn, Qualifier: '1', FunctionScalingConfig: { MinExecutionEnvironments: 1 } })],
  ['GetFunctionScalingConfig', () => ({ ...fn, Qualifier: '$LATEST.PUBLISHED' })],
  ['CheckpointDurableExecution', () => ({ ...execution, CheckpointToken: 'dG9rZW4=' })],
  ['GetDurableExecution', () => execution],
  ['GetDurableExecutionHistory', () => execution],
  ['GetDurableExecutionState', () => ({ ...execution, CheckpointToken: 'dG9rZW4=' })],
  ['ListDurableExecutionsByFunction', () => fn],
  ['SendDurableExecutionCallbackFailure', () => callback],
  ['SendDurableExecutionCallbackHeartbeat', () => callback],
  ['SendDurableExecutionCallbackSuccess', () => callback],
  ['StopDurableExecution', () => execution],
  [
    'CreateCapacityProvider',
    () => ({
      ...provider,
      VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: ['sg-0123456789abcdef0'] },
      PermissionsConfig: { CapacityProviderOperatorRoleArn: 'arn:aws:iam::111111111111:role/operator' },
    }),
  ],
  ['GetCapacityProvider', () => provider],
  ['ListCapacityProviders', () => ({})],
  ['ListFunctionVersionsByCapacityProvider', () => provider],
  ['UpdateCapacityProvider', () => provider],
  ['DeleteCapacityProvider', () => provider],
  ['DeleteAlias', () => ({ ...fn, Name: 'live' })],
  ['DeleteFunction', () => fn],
];

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'one',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn,
      Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
    },
  ],
});

it('is asked of every operation that the AWS SDK knows', () => {
  const known = Object.keys(lambda).flatMap((name) => /^([A-Z]\w*)Command$/.exec(name)?.[1] ?? []);
  expect(known).toHaveLength(88);
  expect(Object.keys(claims).sort()).toEqual(known.sort());
  expect(tour.map(([operation]) => operation).sort()).toEqual(known);
});

describe('answers as docs/compatibility.md says', () => {
  it.each(tour)('%s', async (operation, input) => {
    const { status, code, reason } = claims[operation]!;
    const answer = api.lambda.send(new commands[`${operation}Command`]!(await input()));
    if (status === 'implemented') {
      answers[operation] = await answer;
      return;
    }
    const refused = await refusal(answer);
    expect(refused).toMatchObject({ code, status: code === 'NotImplementedException' ? 501 : 400 });
    expect(refused.message.startsWith(`${reason}.`)).toBe(true);
  });
});

it('is what docs/compatibility.md says of mappings whose sources Hearth does not have', () => {
  const noted = Object.keys(claims).filter((operation) => claims[operation]!.note === unservedSourcesReason);
  expect(noted).toHaveLength(5);
});

describe('an operation that is refused', () => {
  it('tells of a malformed input first', async () => {
    const get = api.lambda.send(new lambda.GetDurableExecutionCommand({ DurableExecutionArn: 'nothing' }));
    expect(await refusal(get)).toMatchObject({ status: 400, code: 'ValidationException' });
    const list = api.lambda.send(new lambda.ListCapacityProvidersCommand({ MaxItems: 51 }));
    expect(await refusal(list)).toMatchObject({ status: 400, code: 'ValidationException' });
  });

  it('tells of a function that does not exist first', async () => {
    const scaling = { FunctionName: 'nowhere', Qualifier: '1' };
    expect(await refusal(api.lambda.send(new lambda.GetFunctionScalingConfigCommand(scaling)))).toMatchObject({
      status: 404,
      code: 'ResourceNotFoundException',
    });
  });

  it('is not tried again by the SDK', async () => {
    const retrying = new lambda.LambdaClient({ ...api.clientSettings, maxAttempts: 3 });
    let sent = 0;
    retrying.middlewareStack.add(
      (next) => (args) => {
        sent++;
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await refusal(retrying.send(new lambda.ListCapacityProvidersCommand({})));
    retrying.destroy();
    expect(sent).toBe(1);
  });

  it('leaves the options that lead to it refused where functions are made', async () => {
    for (const change of [
      { DurableConfig: { ExecutionTimeout: 60 } },
      { CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: providerArn } } },
    ]) {
      expect((await refusal(deployed(api, role, 'lasting', change))).message).toContain('Hearth does not support');
    }
  });
});

describe('a service that shares its signature with Lambda', () => {
  it.each([
    ['/2025-03-07/web-functions', 'AWS Lambda Web Functions'],
    ['/2025-03-07/account-settings', 'AWS Lambda Web Functions'],
    ['/2025-09-09/microvms', 'AWS Lambda MicroVMs'],
    ['/2025-09-09/microvm-images', 'AWS Lambda MicroVMs'],
    ['/2026-04-04/network-connectors', 'AWS Lambda network connectors'],
  ])('is refused by its name: %s', async (path, service) => {
    const client = new lambda.LambdaClient(api.clientSettings);
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { path });
        return next(args);
      },
      { step: 'build' },
    );
    const refused = await refusal(client.send(new lambda.GetAccountSettingsCommand({})));
    client.destroy();
    expect(refused).toMatchObject({ status: 501, message: `Hearth does not implement ${service}.` });
  });
});

const providerArn = 'arn:aws:lambda:us-east-1:111111111111:capacity-provider:provider';
