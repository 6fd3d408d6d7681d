import type { Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import type { EventSourceMapping, FunctionUrlConfig } from '@hearth/lambda';
import { authorizeLambda } from './authorize-lambda.js';

const here = '111111111111';
const there = '222222222222';
const arn = (rest: string, account = here) => `arn:aws:lambda:us-east-1:${account}:${rest}`;
const UUID = '14e0db71-5d35-4eb5-b481-8945cf9d10c2';

const functionPolicy = JSON.stringify({
  Statement: [{ Sid: 's', Principal: { AWS: `arn:aws:iam::${there}:root` } }],
});
const access = { functionId: 'f', tags: { team: 'blue' }, policies: { '': functionPolicy, PROD: 'of the alias' } };
const mapping = {
  accountId: here,
  region: 'us-east-1',
  functionName: 'mapped',
  tags: { cost: 'low' },
} as unknown as EventSourceMapping;

const authorize = authorizeLambda({
  policies: { accessOf: async (_scope, name) => (name === 'missing' ? undefined : access) },
  layers: { find: async () => ({ text: 'of the layer', revisionId: 'r' }) },
  mappings: { find: async ({ accountId }, id) => (accountId === here && id === UUID ? mapping : undefined) },
  urls: { find: async () => ({ authType: 'NONE' }) as FunctionUrlConfig },
});

const demands = async (operation: string, input: object, accountId = here) => {
  const demanded = await authorize(operation as never, input, { accountId, region: 'us-east-1' } as Call<Principal>);
  if (demanded === 'none') throw new Error('It needs a permission');
  return [demanded].flat();
};

const demand = async (operation: string, input: object, accountId = here) => {
  const [first, ...others] = await demands(operation, input, accountId);
  if (!first || others.length > 0) throw new Error('It needs more than one permission');
  return first;
};

it.each<[string, object, string, string]>([
  ['Invoke', { FunctionName: 'f' }, 'InvokeFunction', arn('function:f')],
  ['InvokeWithResponseStream', { FunctionName: 'f', Qualifier: 'PROD' }, 'InvokeFunction', arn('function:f:PROD')],
  ['GetFunction', { FunctionName: arn('function:f:1') }, 'GetFunction', arn('function:f:1')],
  ['UpdateAlias', { FunctionName: 'f:1', Name: 'PROD' }, 'UpdateAlias', arn('function:f')],
  ['TagResource', { Resource: arn('function:f') }, 'TagResource', arn('function:f')],
  ['PutResourcePolicy', { ResourceArn: arn('function:f:PROD') }, 'PutResourcePolicy', arn('function:f:PROD')],
  ['ListFunctions', {}, 'ListFunctions', '*'],
  ['Invoke', { FunctionName: 'not a name' }, 'InvokeFunction', '*'],
  ['CreateEventSourceMapping', { FunctionName: 'f' }, 'CreateEventSourceMapping', '*'],
  ['DeleteEventSourceMapping', { UUID }, 'DeleteEventSourceMapping', arn(`event-source-mapping:${UUID}`)],
  ['GetLayerVersion', { LayerName: 'l', VersionNumber: 1 }, 'GetLayerVersion', arn('layer:l:1')],
  ['GetLayerVersionByArn', { Arn: arn('layer:l:1') }, 'GetLayerVersion', arn('layer:l:1')],
])('%s of %j needs lambda:%s on %s', async (operation, input, action, resource) => {
  expect(await demand(operation, input)).toMatchObject({ action: `lambda:${action}`, resource });
});

it("takes a function's own policy to the function, an alias's to the alias, and none to a version without", async () => {
  const policy = async (Qualifier?: string) => {
    return (await demand('Invoke', { FunctionName: 'f', ...(Qualifier && { Qualifier }) })).resourcePolicy;
  };
  expect([await policy(), await policy('PROD'), await policy('1'), await policy('$LATEST')]).toEqual([
    functionPolicy,
    'of the alias',
    undefined,
    undefined,
  ]);
});

it.each<[string, object, boolean]>([
  ['Invoke', { FunctionName: arn('function:f') }, true],
  ['UpdateFunctionCode', { FunctionName: arn('function:f') }, true],
  ['UpdateFunctionConfiguration', { FunctionName: arn('function:f') }, false],
  ['AddPermission', { FunctionName: arn('function:f') }, false],
  ['PutResourcePolicy', { ResourceArn: arn('function:f') }, false],
  ['CreateEventSourceMapping', { FunctionName: arn('function:f') }, false],
  ['ListEventSourceMappings', { FunctionName: arn('function:f') }, false],
  ['GetLayerVersion', { LayerName: arn('layer:l'), VersionNumber: 1 }, true],
  ['DeleteLayerVersion', { LayerName: arn('layer:l'), VersionNumber: 1 }, false],
])('%s of %j can be opened to another account: %s', async (operation, input, opened) => {
  const asked = await demand(operation, input, there);
  expect(asked.resource.split(':')[4]).toBe(here);
  expect(asked.resourcePolicy !== undefined).toBe(opened);
});

it.each<[string, object, object]>([
  ['Invoke', { FunctionName: 'f' }, { 'aws:ResourceTag/team': ['blue'] }],
  [
    'CreateFunction',
    { FunctionName: 'missing', Layers: ['l'], VpcConfig: { SubnetIds: ['s'], SecurityGroupIds: ['g'] }, Tags: { a: 'b' } },
    {
      'lambda:Layer': ['l'],
      'lambda:SubnetIds': ['s'],
      'lambda:SecurityGroupIds': ['g'],
      'aws:RequestTag/a': ['b'],
      'aws:TagKeys': ['a'],
    },
  ],
  ['UntagResource', { Resource: arn('function:f'), TagKeys: ['a', 'b'] }, { 'aws:TagKeys': ['a', 'b'] }],
  ['AddPermission', { FunctionName: 'f', Principal: '*' }, { 'lambda:Principal': ['*'] }],
  ['RemovePermission', { FunctionName: 'f', StatementId: 's' }, { 'lambda:Principal': [`arn:aws:iam::${there}:root`, there] }],
  ['DeleteFunctionUrlConfig', { FunctionName: 'f' }, { 'lambda:FunctionUrlAuthType': ['NONE'] }],
  ['UpdateFunctionUrlConfig', { FunctionName: 'f' }, { 'lambda:FunctionUrlAuthType': ['NONE'] }],
  ['PutFunctionCodeSigningConfig', { FunctionName: 'f', CodeSigningConfigArn: 'c' }, { 'lambda:CodeSigningConfigArn': ['c'] }],
  ['CreateEventSourceMapping', { FunctionName: 'f:PROD' }, { 'lambda:FunctionArn': [arn('function:f:PROD')] }],
  ['UpdateEventSourceMapping', { UUID }, { 'lambda:FunctionArn': [arn('function:mapped')], 'aws:ResourceTag/cost': ['low'] }],
])('%s of %j comes with the condition keys that AWS supplies', async (operation, input, keys) => {
  expect(await demand(operation, input)).toMatchObject({ context: keys });
});

it.each<[string, object, object, object]>([
  [
    'UpdateFunctionUrlConfig',
    { FunctionName: 'f', AuthType: 'AWS_IAM' },
    { 'lambda:FunctionUrlAuthType': ['NONE'] },
    { 'lambda:FunctionUrlAuthType': ['AWS_IAM'] },
  ],
  [
    'UpdateEventSourceMapping',
    { UUID, FunctionName: 'f' },
    { 'lambda:FunctionArn': [arn('function:mapped')], 'aws:ResourceTag/cost': ['low'] },
    { 'lambda:FunctionArn': [arn('function:f')], 'aws:ResourceTag/cost': ['low'] },
  ],
])('%s of %j needs its permission for what is there and for what is to be there', async (operation, input, before, after) => {
  const [first, second, ...others] = await demands(operation, input);
  expect([first, second, others]).toMatchObject([{ context: before }, { context: after }, []]);
});
