import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { anotherAccount, type TestAccount, type TestUser, userOf } from './another-account.js';
import { deployed, otherZip, roleFor, updated } from './deployment.js';
import { refusal } from './refusal.js';

const there = '222222222222';
let api: RunningTestApi;
let role: string;
let other: TestAccount;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  other = await anotherAccount(api, there);
});
afterAll(() => api?.stop());

const arnOf = (name: string) => `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
const invoke = (client: LambdaClient, FunctionName: string, Qualifier?: string) =>
  client.send(new InvokeCommand({ FunctionName, ...(Qualifier && { Qualifier }) }));
const grant = (input: Partial<AddPermissionCommandInput> & Pick<AddPermissionCommandInput, 'FunctionName' | 'Principal'>) =>
  api.lambda.send(new AddPermissionCommand({ Action: 'lambda:InvokeFunction', StatementId: 's', ...input }));
const put = (name: string, ...statements: object[]) => {
  const all = statements.map((statement) => ({ Effect: 'Allow', Resource: arnOf(name), ...statement }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: all });
  return api.lambda.send(new PutResourcePolicyCommand({ ResourceArn: arnOf(name), Policy }));
};
const denied = (who: string, action: string, resource: string, reason: string) => ({
  status: 403,
  code: 'AccessDeniedException',
  message: `User: ${who} is not authorized to perform: lambda:${action} on resource: ${resource} ${reason}`,
});
const unallowed = (kind: string, action = 'InvokeFunction') => `because no ${kind} policy allows the lambda:${action} action`;
const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

describe('within one account', () => {
  const name = 'shared';
  let stranger: TestUser;
  beforeAll(async () => {
    await deployed(api, role, name);
    stranger = await userOf(api.iam, api);
  });

  it("the function's policy alone is enough for a user whom it names, for what it names", async () => {
    const nothing = denied(stranger.arn, 'InvokeFunction', arnOf(name), unallowed('identity-based'));
    expect(await refusal(invoke(stranger.lambda, name))).toEqual(nothing);
    await grant({ FunctionName: name, Principal: stranger.arn });
    expect((await invoke(stranger.lambda, name)).StatusCode).toBe(200);
    const read = stranger.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect(await refusal(read)).toMatchObject({
      message: expect.stringContaining(unallowed('identity-based', 'GetFunctionConfiguration')),
    });
    await api.lambda.send(new RemovePermissionCommand({ FunctionName: name, StatementId: 's' }));
    expect(await refusal(invoke(stranger.lambda, name))).toEqual(nothing);
  });

  it('naming the account leaves the decision to its own policies', async () => {
    await grant({ FunctionName: name, Principal: testAccountId, StatementId: 'account' });
    expect((await refusal(invoke(stranger.lambda, name))).status).toBe(403);
  });

  it("a Deny of the function's policy holds for administrators too, until it is taken back", async () => {
    const { arn, lambda } = await userOf(api.iam, api, everything);
    await put(name, { Effect: 'Deny', Principal: { AWS: arn }, Action: 'lambda:Invoke*' });
    expect(await refusal(invoke(lambda, name))).toEqual(
      denied(arn, 'InvokeFunction', arnOf(name), 'with an explicit deny in a resource-based policy'),
    );
    await put(name, { Effect: 'Deny', Principal: { AWS: arn }, Action: 'lambda:DeleteFunction' });
    expect((await invoke(lambda, name)).StatusCode).toBe(200);
  });

  it('a Deny that hangs on the network or on another condition of the request holds for exactly those', async () => {
    const deny = (Condition: object) => put(name, { Effect: 'Deny', Principal: '*', Action: 'lambda:InvokeFunction', Condition });
    await deny({ NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } });
    expect((await invoke(api.lambda, name)).StatusCode).toBe(200);
    await deny({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } });
    expect((await refusal(invoke(api.lambda, name))).status).toBe(403);
    await deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } });
    expect((await refusal(invoke(api.lambda, name))).status).toBe(403);
    await deny({ StringEquals: { 'aws:ResourceAccount': testAccountId } });
    expect((await refusal(invoke(api.lambda, name))).status).toBe(403);
    await put(name, { Principal: '*', Action: 'lambda:InvokeFunction' });
  });
});

describe('across accounts', () => {
  const name = 'lent';
  let may: TestUser;
  let mayNot: TestUser;
  beforeAll(async () => {
    await deployed(api, role, name);
    await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    for (const Name of ['PROD', 'OTHER']) {
      await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name, FunctionVersion: '1' }));
    }
    may = await userOf(other.iam, api, everything);
    mayNot = await userOf(other.iam, api);
  });

  it('both sides must allow, and each refusal says which did not', async () => {
    const byFunction = denied(may.arn, 'InvokeFunction', arnOf(name), unallowed('resource-based'));
    expect(await refusal(invoke(may.lambda, arnOf(name)))).toEqual(byFunction);
    await grant({ FunctionName: name, Principal: there });
    for (const form of [arnOf(name), `${testAccountId}:function:${name}`, `${testAccountId}:${name}`]) {
      expect((await invoke(may.lambda, form)).StatusCode).toBe(200);
    }
    expect(await refusal(invoke(mayNot.lambda, arnOf(name)))).toEqual(
      denied(mayNot.arn, 'InvokeFunction', arnOf(name), unallowed('identity-based')),
    );
    expect(await refusal(invoke(other.lambda, name))).toMatchObject({ status: 404 });
    await api.lambda.send(new RemovePermissionCommand({ FunctionName: name, StatementId: 's' }));
    expect(await refusal(invoke(may.lambda, arnOf(name)))).toEqual(byFunction);
  });

  it('a permission for an alias is one for its ARN alone: not for the function, nor for the version behind it', async () => {
    await grant({ FunctionName: name, Qualifier: 'PROD', Principal: there });
    const answer = await invoke(may.lambda, `${arnOf(name)}:PROD`);
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '1' });
    expect((await invoke(may.lambda, arnOf(name), 'PROD')).StatusCode).toBe(200);
    for (const qualifier of [undefined, '1', 'OTHER', '$LATEST', 'prod', 'PRO']) {
      expect((await refusal(invoke(may.lambda, arnOf(name), qualifier))).status).toBe(403);
    }
  });

  it('to point an alias elsewhere needs the permission on that function, not the one to invoke by it', async () => {
    const repoint = new UpdateAliasCommand({ FunctionName: arnOf(name), Name: 'PROD', FunctionVersion: '$LATEST' });
    expect(await refusal(may.lambda.send(repoint))).toEqual(
      denied(may.arn, 'UpdateAlias', arnOf(name), unallowed('resource-based', 'UpdateAlias')),
    );
  });

  it("$LATEST has no policy: the function's own does not speak of it", async () => {
    await grant({ FunctionName: name, Principal: there, StatementId: 'latest' });
    expect((await invoke(may.lambda, arnOf(name))).StatusCode).toBe(200);
    expect((await refusal(invoke(may.lambda, arnOf(name), '$LATEST'))).status).toBe(403);
  });

  it('names of other accounts and regions, and names that play tricks, are never read as the own', async () => {
    const tricks = [
      `arn:aws:lambda:eu-west-1:${testAccountId}:function:${name}`,
      arnOf(`../${name}`),
      arnOf(`${name}:PROD:1`),
      arnOf(`${name}%3APROD`),
      `arn:aws:lambda:${testRegion}:333333333333:function:${name}`,
      `333333333333:function:${name}`,
    ];
    for (const trick of tricks) expect((await refusal(invoke(may.lambda, trick))).status).toBeGreaterThanOrEqual(400);
    expect(await refusal(invoke(may.lambda, tricks.at(-1)!))).toMatchObject({ status: 403 });
  });

  it('what AWS opens to other accounts is done to the function of the account in the ARN', async () => {
    await put(name, { Principal: { AWS: may.arn }, Action: 'lambda:*' });
    const change = { FunctionName: arnOf(name), ZipFile: await otherZip() };
    expect((await may.lambda.send(new UpdateFunctionCodeCommand(change))).FunctionArn).toBe(arnOf(name));
    await updated(api.lambda, name);
    expect((await may.lambda.send(new PublishVersionCommand({ FunctionName: arnOf(name) }))).FunctionArn).toBe(
      `${arnOf(name)}:2`,
    );
    expect((await may.lambda.send(new GetPolicyCommand({ FunctionName: arnOf(name) }))).Policy).toContain('lambda:*');
    expect((await may.lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });

  it('what AWS does not open is refused, whatever the policy says', async () => {
    await put(name, { Principal: { AWS: may.arn }, Action: '*' });
    const configure = new UpdateFunctionConfigurationCommand({ FunctionName: arnOf(name), Role: role });
    expect(await refusal(may.lambda.send(configure))).toEqual(
      denied(may.arn, 'UpdateFunctionConfiguration', arnOf(name), unallowed('resource-based', 'UpdateFunctionConfiguration')),
    );
    const open = new AddPermissionCommand({
      FunctionName: arnOf(name),
      Action: 'lambda:*',
      Principal: '*',
      StatementId: 'open',
    });
    expect((await refusal(may.lambda.send(open))).status).toBe(403);
    const replace = new PutResourcePolicyCommand({ ResourceArn: arnOf(name), Policy: '{}' });
    expect((await refusal(may.lambda.send(replace))).status).toBe(403);
  });

  it('a Deny on either side wins', async () => {
    await put(name, { Principal: '*', Action: 'lambda:InvokeFunction' });
    expect((await invoke(may.lambda, arnOf(name))).StatusCode).toBe(200);
    const careful = await userOf(other.iam, api, [
      ...everything,
      { Effect: 'Deny', Action: 'lambda:Invoke*', Resource: `arn:aws:lambda:*:${testAccountId}:*` },
    ]);
    expect(await refusal(invoke(careful.lambda, arnOf(name)))).toMatchObject({
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
    await put(
      name,
      { Principal: '*', Action: 'lambda:InvokeFunction' },
      { Effect: 'Deny', Principal: { AWS: there }, Action: 'lambda:InvokeFunction' },
    );
    expect(await refusal(invoke(may.lambda, arnOf(name)))).toMatchObject({
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
    expect((await invoke(api.lambda, name)).StatusCode).toBe(200);
  });

  it('a function that takes the name of another inherits none of its permissions', async () => {
    await deployed(api, role, 'reborn');
    await grant({ FunctionName: 'reborn', Principal: there });
    expect((await invoke(may.lambda, arnOf('reborn'))).StatusCode).toBe(200);
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'reborn' }));
    await deployed(api, role, 'reborn');
    expect((await refusal(invoke(may.lambda, arnOf('reborn')))).status).toBe(403);
  });
});

describe("Lambda's condition keys", () => {
  const name = 'tagged';
  beforeAll(() => deployed(api, role, name, { Tags: { team: 'blue' } }));

  const without = (Action: string, Condition: object) =>
    userOf(api.iam, api, [...everything, { Effect: 'Deny', Action, Resource: '*', Condition }]);
  const add = (client: LambdaClient, StatementId: string, changes: object = {}) =>
    client.send(
      new AddPermissionCommand({ FunctionName: name, StatementId, Action: 'lambda:InvokeFunction', Principal: '*', ...changes }),
    );

  it('lambda:Principal tells to whom a permission is given, and from whom it is taken', async () => {
    const { lambda } = await without('lambda:*Permission', { StringEquals: { 'lambda:Principal': '*' } });
    expect((await refusal(add(lambda, 'all'))).status).toBe(403);
    await add(lambda, 'some', { Principal: 's3.amazonaws.com' });
    await add(api.lambda, 'all');
    const remove = (StatementId: string) => lambda.send(new RemovePermissionCommand({ FunctionName: name, StatementId }));
    expect((await refusal(remove('all'))).status).toBe(403);
    expect((await remove('some')).$metadata.httpStatusCode).toBe(204);
  });

  it('lambda:FunctionUrlAuthType tells what URL a permission is for', async () => {
    const { lambda } = await without('lambda:AddPermission', { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } });
    const url = (FunctionUrlAuthType: string) => ({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType });
    expect((await refusal(add(lambda, 'none', url('NONE')))).status).toBe(403);
    expect((await add(lambda, 'iam', url('AWS_IAM'))).Statement).toContain('AWS_IAM');
  });

  it("aws:ResourceTag tells the function's tags, aws:RequestTag and aws:TagKeys those that are given", async () => {
    const blue = await without('lambda:InvokeFunction', { StringEquals: { 'aws:ResourceTag/team': 'blue' } });
    expect((await refusal(invoke(blue.lambda, name))).status).toBe(403);
    const red = await without('lambda:InvokeFunction', { StringEquals: { 'aws:ResourceTag/team': 'red' } });
    expect((await invoke(red.lambda, name)).StatusCode).toBe(200);
    const tag = (client: LambdaClient, Tags: Record<string, string>) =>
      client.send(new TagResourceCommand({ Resource: arnOf(name), Tags }));
    const noRed = await without('lambda:TagResource', { StringEquals: { 'aws:RequestTag/team': 'red' } });
    expect((await refusal(tag(noRed.lambda, { team: 'red' }))).status).toBe(403);
    expect((await tag(noRed.lambda, { cost: 'low' })).$metadata.httpStatusCode).toBe(204);
    const noTeam = await without('lambda:TagResource', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } });
    expect((await refusal(tag(noTeam.lambda, { cost: 'low', team: 'green' }))).status).toBe(403);
  });

  it.each<[string, object, object]>([
    [
      'lambda:Layer',
      { 'ForAnyValue:StringLike': { 'lambda:Layer': '*:layer:bad:*' } },
      { Layers: [`arn:aws:lambda:${testRegion}:${testAccountId}:layer:bad:1`] },
    ],
    [
      'lambda:SubnetIds',
      { 'ForAnyValue:StringEquals': { 'lambda:SubnetIds': 'subnet-1' } },
      { VpcConfig: { SubnetIds: ['subnet-1'] } },
    ],
    [
      'lambda:SecurityGroupIds',
      { 'ForAnyValue:StringEquals': { 'lambda:SecurityGroupIds': 'sg-1' } },
      { VpcConfig: { SecurityGroupIds: ['sg-1'] } },
    ],
  ])('%s tells what a configuration asks for', async (_, condition, change) => {
    const { lambda } = await without('lambda:UpdateFunctionConfiguration', condition);
    const update = lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...change }));
    expect(await refusal(update)).toMatchObject({ status: 403, message: expect.stringContaining('explicit deny') });
  });
});
