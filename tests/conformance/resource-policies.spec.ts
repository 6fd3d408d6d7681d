import { setTimeout as sleep } from 'node:timers/promises';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Principal } from '@hearth/iam';
import { InvokePermissions, type UrlRequest } from '@hearth/lambda';
import { openIdentity, openPostgres, PostgresFunctionPolicies, SecretBox } from '@hearth/postgres';
import pg from 'pg';
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

  it('a warm invocation by a permission asks Postgres nothing', async () => {
    await put(name, { Principal: { AWS: may.arn }, Action: 'lambda:InvokeFunction' });
    // News of the change comes back to the process that made it, and makes it forget once more.
    await sleep(500);
    expect((await invoke(may.lambda, arnOf(name))).StatusCode).toBe(200);
    const closed = await closeDatabase(api.config.databaseUrl);
    const answer = await invoke(may.lambda, arnOf(name)).finally(() => closed.reopen());
    expect(answer.StatusCode).toBe(200);
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

/** Ends every connection to a database and lets nobody in until it is opened again. */
async function closeDatabase(url: string): Promise<{ reopen(): Promise<void> }> {
  const server = new URL(url);
  const database = pg.escapeIdentifier(server.pathname.slice(1));
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: String(server) });
  await client.connect();
  await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    new URL(url).pathname.slice(1),
  ]);
  return {
    async reopen() {
      await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
      await client.end();
    },
  };
}

describe('an AWS service', () => {
  const name = 'notified';
  const bucket = { arn: 'arn:aws:s3:::photos', accountId: testAccountId };
  let permissions: InvokePermissions<Principal>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    await deployed(api, role, name);
    const connection = openPostgres(api.config.databaseUrl);
    const identity = openIdentity({ connection, secretBox: SecretBox.fromMasterKey(api.config.masterKey) });
    permissions = new InvokePermissions(new PostgresFunctionPolicies(connection), identity.authorizer);
    close = async () => {
      await identity.close();
      await connection.close();
    };
  });
  afterAll(() => close());

  const reference = { scope: { accountId: testAccountId, region: testRegion }, name, qualifier: undefined };
  const may = async (source = bucket, service = 's3.amazonaws.com', qualifier?: string) =>
    (await permissions.mayInvoke(service, source, { ...reference, qualifier })).kind;

  it('may invoke for the source that the policy names, and for no other, of no other account', async () => {
    expect(await permissions.mayInvoke('s3.amazonaws.com', bucket, reference)).toEqual({
      kind: 'deny',
      message: `User: s3.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${arnOf(name)} ${unallowed('resource-based')}`,
    });
    const source = { SourceArn: 'arn:aws:s3:::photos*', SourceAccount: testAccountId };
    await grant({ FunctionName: name, Principal: 's3.amazonaws.com', ...source });
    expect(await may()).toBe('allow');
    expect(await may({ ...bucket, arn: 'arn:aws:s3:::photos-2' })).toBe('allow');
    expect(await may({ ...bucket, arn: 'arn:aws:s3:::videos' })).toBe('deny');
    expect(await may({ ...bucket, accountId: there })).toBe('deny');
    expect(await may(bucket, 'sns.amazonaws.com')).toBe('deny');
    expect(await may(bucket, 's3.amazonaws.com', '$LATEST')).toBe('deny');
    await api.lambda.send(new RemovePermissionCommand({ FunctionName: name, StatementId: 's' }));
    expect(await may()).toBe('deny');
  });

  it('may not invoke by a permission for accounts, and is held off by a Deny for everybody', async () => {
    await grant({ FunctionName: name, Principal: testAccountId, StatementId: 'account' });
    expect(await may()).toBe('deny');
    await put(name, { Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction' });
    expect(await may()).toBe('allow');
    await put(
      name,
      { Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Condition: { StringNotEquals: { 'aws:SourceAccount': testAccountId } },
      },
    );
    expect(await may()).toBe('allow');
    expect(await may({ ...bucket, accountId: there })).toBe('deny');
  });

  it('a function URL needs its permission, of everybody where it asks for no signature', async () => {
    await put(name, { Principal: { AWS: testAccountId }, Action: 'lambda:*' });
    const request = { reference, authType: 'NONE', caller: undefined, conditionKeys: {} } as const;
    const mayUse = async (changes: Partial<UrlRequest<Principal>> = {}) =>
      (await permissions.mayInvokeByUrl({ ...request, ...changes })).kind;
    expect(await mayUse()).toBe('deny');
    await grant({
      FunctionName: name,
      Principal: '*',
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    });
    expect(await mayUse()).toBe('allow');
    expect(await mayUse({ authType: 'AWS_IAM' })).toBe('deny');
    const owner = {
      kind: 'root',
      accountId: testAccountId,
      arn: `arn:aws:iam::${testAccountId}:root`,
      uniqueId: testAccountId,
    } as const;
    expect(await mayUse({ authType: 'AWS_IAM', caller: owner })).toBe('allow');
    const { arn } = await userOf(other.iam, api, everything);
    const uniqueId = 'AIDANOBODY';
    const caller = { kind: 'user', accountId: there, arn, uniqueId, userName: 'gone' } as const;
    expect(await mayUse({ authType: 'AWS_IAM', caller })).toBe('deny');
  });
});

describe('what has no policy of its own to open it', () => {
  const name = 'mapped';
  const UUID = '14e0db71-5d35-4eb5-b481-8945cf9d10c2';
  beforeAll(async () => {
    await deployed(api, role, name);
    await put(name, { Principal: '*', Action: 'lambda:*' });
  });

  it("a mapping is never made for, moved to or listed of another account's function", async () => {
    const FunctionName = arnOf(name);
    const EventSourceArn = `arn:aws:sqs:${testRegion}:${there}:q`;
    const foreign = [
      new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }),
      new UpdateEventSourceMappingCommand({ FunctionName, UUID }),
      new ListEventSourceMappingsCommand({ FunctionName }),
    ];
    for (const command of foreign) {
      expect(await refusal(other.lambda.send(command as ListEventSourceMappingsCommand))).toMatchObject({ status: 403 });
    }
  });

  it("another account's layer is not read without a permission of its own", async () => {
    const LayerName = `arn:aws:lambda:${testRegion}:${testAccountId}:layer:private`;
    await api.lambda.send(new PublishLayerVersionCommand({ LayerName: 'private', Content: { ZipFile: await otherZip() } }));
    const byName = new GetLayerVersionCommand({ LayerName, VersionNumber: 1 });
    expect(await refusal(other.lambda.send(byName))).toMatchObject({
      status: 403,
      message: expect.stringContaining(unallowed('resource-based', 'GetLayerVersion')),
    });
    const byArn = new GetLayerVersionByArnCommand({ Arn: `${LayerName}:1` });
    expect((await refusal(other.lambda.send(byArn))).status).toBe(403);
    const open = { LayerName: 'private', VersionNumber: 1, StatementId: 's', Action: 'lambda:GetLayerVersion' };
    await api.lambda.send(new AddLayerVersionPermissionCommand({ ...open, Principal: there }));
    expect((await other.lambda.send(byArn)).LayerVersionArn).toBe(`${LayerName}:1`);
  });

  it('a role is given to a function by those alone who may pass it to Lambda, and code is changed by those alone who may', async () => {
    const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
    const configure = (user: TestUser, Role = role) =>
      refusal(user.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Role })));
    const withoutPass = await userOf(api.iam, api, [allow('lambda:*Configuration')]);
    await put(name, { Principal: { AWS: withoutPass.arn }, Action: 'lambda:GetFunction' });
    expect(await configure(withoutPass)).toMatchObject({ status: 403, message: expect.stringContaining('iam:PassRole') });
    const toAnother = await userOf(api.iam, api, [
      allow('lambda:*Configuration'),
      { ...allow('iam:PassRole'), Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
    ]);
    expect((await configure(toAnother)).status).toBe(403);
    const passing = await userOf(api.iam, api, [allow('lambda:*Configuration', 'iam:PassRole')]);
    expect(await configure(passing, `arn:aws:iam::${there}:role/theirs`)).toMatchObject({ status: 403 });
    expect(await configure(passing, await roleFor(api, 'for-others', 'ec2.amazonaws.com'))).toMatchObject({ status: 400 });
    const code = new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await otherZip() });
    expect(await refusal(passing.lambda.send(code))).toMatchObject({ status: 403 });
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

  it('lambda:SourceFunctionArn tells from the environment of which function a call comes', async () => {
    const statements = [
      {
        Effect: 'Allow',
        Action: 'lambda:*',
        Resource: '*',
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': arnOf(name) } },
      },
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await api.iam.send(new PutRolePolicyCommand({ RoleName: 'execution', PolicyName: 'source', PolicyDocument }));
    const connection = openPostgres(api.config.databaseUrl);
    const identity = openIdentity({ connection, secretBox: SecretBox.fromMasterKey(api.config.masterKey) });
    const from = async (source: string) => {
      const credentials = await identity.sessions.issue(role, 's', 900, { 'aws:SourceArn': [source] });
      return new LambdaClient({ ...api.clientSettings, credentials });
    };
    const list = async (source: string) => (await from(source)).send(new ListFunctionsCommand({}));
    expect((await list(arnOf(name))).Functions).not.toHaveLength(0);
    expect((await refusal(list(arnOf('another')))).status).toBe(403);
    await identity.close();
    await connection.close();
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
