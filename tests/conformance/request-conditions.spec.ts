import { randomUUID } from 'node:crypto';
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { roleFor, simple } from './deployment.js';
import { refusal } from './refusal.js';

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
});
afterAll(() => api?.stop());

type Condition = Record<string, Record<string, string>>;

/** Settings of a user who may do everything but what a statement with this condition denies. */
async function deniedWhen(Condition: Condition, Action = '*') {
  const UserName = `u-${randomUUID()}`;
  const statements = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*', Condition },
  ];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const { User } = await api.iam.send(new CreateUserCommand({ UserName }));
  await api.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const { AccessKey } = await api.iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  return { userArn: User!.Arn!, settings: { ...api.clientSettings, credentials } };
}

async function answer(condition: Condition): Promise<string> {
  const lambda = new LambdaClient((await deniedWhen(condition)).settings);
  return lambda.send(new ListFunctionsCommand({})).then(
    () => 'allowed',
    ({ name }: Error) => name,
  );
}

const denied = 'AccessDeniedException';

it.each<[string, Condition, string]>([
  ["the client's network", { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, denied],
  ['another network', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, 'allowed'],
  ['every network but the one of the client', { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, 'allowed'],
  ['requests without TLS', { Bool: { 'aws:SecureTransport': 'false' } }, denied],
  ['requests with TLS', { Bool: { 'aws:SecureTransport': 'true' } }, 'allowed'],
  ['the region of the signature', { StringEquals: { 'aws:RequestedRegion': testRegion } }, denied],
  ['clients by their name', { StringLike: { 'aws:UserAgent': '*aws-sdk-js*' } }, denied],
])('a Deny for %s holds for exactly those', async (_, condition, expected) => {
  expect(await answer(condition)).toBe(expected);
});

it('a Deny for a network holds for the passing of a role, and for assuming one', async () => {
  const here = { IpAddress: { 'aws:SourceIp': '127.0.0.1' } };
  const role = await roleFor(api, 'passed');
  const passing = new LambdaClient((await deniedWhen(here, 'iam:PassRole')).settings);
  expect(await refusal(passing.send(new CreateFunctionCommand(await simple(role, 'f'))))).toMatchObject({
    status: 403,
    code: denied,
  });

  const { userArn, settings } = await deniedWhen(here, 'sts:AssumeRole');
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: userArn }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await api.iam.send(
    new CreateRoleCommand({ RoleName: 'assumed', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const assume = new AssumeRoleCommand({ RoleArn: Role!.Arn!, RoleSessionName: 'session' });
  expect(await refusal(new STSClient(settings).send(assume))).toMatchObject({ status: 403, code: 'AccessDenied' });
});

it('a role that trusts Lambda for one function of one account is taken for that function alone', async () => {
  const condition = {
    ArnEquals: { 'aws:SourceArn': `arn:aws:lambda:${testRegion}:${testAccountId}:function:trusted` },
    StringEquals: { 'aws:SourceAccount': testAccountId },
  };
  const role = await roleFor(api, 'for-one', 'lambda.amazonaws.com', condition);
  await api.lambda.send(new CreateFunctionCommand(await simple(role, 'trusted')));
  expect(await refusal(api.lambda.send(new CreateFunctionCommand(await simple(role, 'untrusted'))))).toMatchObject({
    message: 'The role defined for the function cannot be assumed by Lambda.',
  });
});
