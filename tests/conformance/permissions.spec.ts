import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteResourcePolicyCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  PublishVersionCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { userOf } from './another-account.js';
import { deployed, roleFor, simple } from './deployment.js';
import { eventually } from './eventually.js';
import { refusal } from './refusal.js';

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());

const arnOf = (name: string) => `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
const s3 = { Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
const add = (input: Partial<AddPermissionCommandInput> & { readonly FunctionName: string }) =>
  api.lambda.send(new AddPermissionCommand({ ...s3, StatementId: 's3', ...input }));
const policyOf = (FunctionName: string, Qualifier?: string) =>
  api.lambda.send(new GetPolicyCommand({ FunctionName, ...(Qualifier && { Qualifier }) }));
const sids = async (name: string, qualifier?: string) =>
  (JSON.parse((await policyOf(name, qualifier)).Policy!) as { Statement: { Sid?: string }[] }).Statement.map(({ Sid }) => Sid);

const mismatch = {
  status: 412,
  code: 'PreconditionFailedException',
  message:
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
  Type: 'User',
};
const nothing = {
  status: 404,
  code: 'ResourceNotFoundException',
  message: 'The resource you requested does not exist.',
  Type: 'User',
};

describe('a permission', () => {
  const name = 'granted';
  let n = 0;
  beforeAll(() => deployed(api, role, name));

  const written = async (input: Partial<AddPermissionCommandInput>) => {
    const StatementId = `s${n++}`;
    const { Statement } = await add({ FunctionName: name, StatementId, ...input });
    const start = `{"Sid":"${StatementId}","Effect":"Allow","Principal":`;
    expect(Statement!.startsWith(start)).toBe(true);
    return Statement!.slice(start.length);
  };
  const rest = (action = 'lambda:InvokeFunction') => `"Action":"${action}","Resource":"${arnOf(name)}"`;

  it.each<[string, string]>([
    ['s3.amazonaws.com', '{"Service":"s3.amazonaws.com"}'],
    ['logs.us-east-1.amazonaws.com', '{"Service":"logs.us-east-1.amazonaws.com"}'],
    ['222222222222', '{"AWS":"arn:aws:iam::222222222222:root"}'],
    ['arn:aws:iam::222222222222:root', '{"AWS":"arn:aws:iam::222222222222:root"}'],
    ['*', '"*"'],
  ])('names %s as AWS writes it', async (Principal, element) => {
    expect(await written({ Principal })).toBe(`${element},${rest()}}`);
  });

  it('names users, roles and their sessions that exist, and refuses those that do not', async () => {
    const user = await userOf(api.iam, api);
    const session = `arn:aws:sts::${testAccountId}:assumed-role/execution/s`;
    for (const Principal of [user.arn, role, session]) {
      expect(await written({ Principal })).toBe(`{"AWS":"${Principal}"},${rest()}}`);
    }
    for (const Principal of [`${user.arn}x`, `${role}x`, 'arn:aws:s3:::bucket', 'invalid', '12345']) {
      expect(await refusal(add({ FunctionName: name, StatementId: 'bad', Principal }))).toEqual({
        status: 400,
        code: 'InvalidParameterValueException',
        message: 'The provided principal was invalid. Please check the principal and try again.',
        Type: 'User',
      });
    }
  });

  it.each<[string, Partial<AddPermissionCommandInput>, string]>([
    ['SourceArn', { SourceArn: 'arn:aws:s3:::b' }, '{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}'],
    ['SourceAccount', { SourceAccount: testAccountId }, `{"StringEquals":{"AWS:SourceAccount":"${testAccountId}"}}`],
    [
      'both, the account first',
      { SourceArn: 'arn:aws:s3:::b', SourceAccount: testAccountId },
      `{"StringEquals":{"AWS:SourceAccount":"${testAccountId}"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"}}`,
    ],
    ['PrincipalOrgID', { PrincipalOrgID: 'o-1234567890' }, '{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}'],
    [
      'FunctionUrlAuthType',
      { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
      '{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}',
    ],
    ['EventSourceToken', { EventSourceToken: 'amzn1.ask' }, '{"StringEquals":{"lambda:EventSourceToken":"amzn1.ask"}}'],
    ['InvokedViaFunctionUrl', { InvokedViaFunctionUrl: true }, '{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}'],
  ])('writes the condition of %s', async (_, given, condition) => {
    expect(await written({ Principal: '*', ...given })).toBe(`"*",${rest(given.Action)},"Condition":${condition}}`);
  });

  it.each<[string, Partial<AddPermissionCommandInput>]>([
    ['FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action', { FunctionUrlAuthType: 'NONE' }],
    [
      'InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action',
      { Action: 'lambda:GetFunction', InvokedViaFunctionUrl: true },
    ],
    [
      'EventSourceToken cannot be used together with SourceArn or SourceAccount',
      { EventSourceToken: 'amzn1.ask', SourceAccount: testAccountId },
    ],
  ])('is refused: %s', async (message, given) => {
    expect(await refusal(add({ FunctionName: name, StatementId: 'bad', ...given }))).toMatchObject({ status: 400, message });
  });

  it('is added to a policy of at most 20 KB', async () => {
    await deployed(api, role, 'full');
    const SourceArn = `arn:aws:s3:::${'x'.repeat(9000)}`;
    await add({ FunctionName: 'full', StatementId: 'a', SourceArn });
    await add({ FunctionName: 'full', StatementId: 'b', SourceArn });
    expect(await refusal(add({ FunctionName: 'full', StatementId: 'c', SourceArn }))).toMatchObject({
      status: 400,
      code: 'PolicyLengthExceededException',
      message: expect.stringMatching(/^The final policy size \(27\d{3}\) is bigger than the limit \(20480\)\.$/),
    });
    expect(await sids('full')).toEqual(['a', 'b']);
  });

  it('is kept however many are added at a time, and of those with one id exactly one', async () => {
    await deployed(api, role, 'raced');
    await Promise.all(Array.from({ length: 8 }, (_, i) => add({ FunctionName: 'raced', StatementId: `s${i}` })));
    expect((await sids('raced')).sort()).toEqual(Array.from({ length: 8 }, (_, i) => `s${i}`));
    const same = await Promise.allSettled(Array.from({ length: 8 }, () => add({ FunctionName: 'raced', StatementId: 'same' })));
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does not keep a function that is being created from becoming Active', async () => {
    const preparing: (() => void)[] = [];
    api.invocations.preparation = () =>
      new Promise((resolve) => {
        preparing.push(() => resolve({ kind: 'ready' }));
      });
    await api.lambda.send(new CreateFunctionCommand(await simple(role, 'young')));
    const prepare = await eventually(async () => preparing[0]);
    await add({ FunctionName: 'young' });
    prepare();
    await waitUntilFunctionActiveV2({ client: api.lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { FunctionName: 'young' });
    api.invocations.preparation = async () => ({ kind: 'ready' });
    expect(await sids('young')).toEqual(['s3']);
  });
});

describe('a policy', () => {
  const name = 'qualified';
  beforeAll(async () => {
    await deployed(api, role, name);
    await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }));
  });

  it('of a function, of a version and of an alias are three, each of its own ARN', async () => {
    await add({ FunctionName: name });
    await add({ FunctionName: `${name}:1`, Qualifier: '1' });
    await add({ FunctionName: `${arnOf(name)}:live` });
    const resource = async (qualifier?: string) => JSON.parse((await policyOf(name, qualifier)).Policy!).Statement[0].Resource;
    expect([await resource(), await resource('1'), await resource('live')]).toEqual([
      arnOf(name),
      `${arnOf(name)}:1`,
      `${arnOf(name)}:live`,
    ]);
    expect(await refusal(policyOf(name, '$LATEST'))).toEqual(nothing);
  });

  it('has the revision of what it belongs to, which every change of it moves and guards', async () => {
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'next', FunctionVersion: '1' }));
    const aliasRevision = async () =>
      (await api.lambda.send(new GetAliasCommand({ FunctionName: name, Name: 'next' }))).RevisionId;
    const first = await aliasRevision();
    await add({ FunctionName: name, Qualifier: 'next', RevisionId: first });
    const second = await aliasRevision();
    expect(second).not.toBe(first);
    expect((await policyOf(name, 'next')).RevisionId).toBe(second);
    expect(await refusal(add({ FunctionName: name, Qualifier: 'next', StatementId: 'b', RevisionId: first }))).toEqual(mismatch);
    const remove = (RevisionId?: string) =>
      api.lambda.send(
        new RemovePermissionCommand({
          FunctionName: name,
          Qualifier: 'next',
          StatementId: 's3',
          ...(RevisionId && { RevisionId }),
        }),
      );
    expect(await refusal(remove(first))).toEqual(mismatch);
    expect((await remove(second)).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(policyOf(name, 'next'))).toEqual(nothing);

    const before = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    await add({ FunctionName: name, StatementId: 'moved', RevisionId: before.RevisionId });
    const after = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect(after.RevisionId).not.toBe(before.RevisionId);
    expect(after.LastModified).toBe(before.LastModified);
    expect((await policyOf(name)).RevisionId).toBe(after.RevisionId);
  });

  it('stays when its alias is pointed elsewhere, and goes with it', async () => {
    await api.lambda.send(new UpdateAliasCommand({ FunctionName: name, Name: 'live', Description: 'other' }));
    expect(await sids(name, 'live')).toEqual(['s3']);
    await api.lambda.send(new DeleteAliasCommand({ FunctionName: name, Name: 'live' }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }));
    expect(await refusal(policyOf(name, 'live'))).toEqual(nothing);
  });

  it('goes with its function, of which a new one with the name inherits nothing', async () => {
    await deployed(api, role, 'again');
    await add({ FunctionName: 'again' });
    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'again' }));
    await deployed(api, role, 'again');
    expect(await refusal(policyOf('again'))).toEqual(nothing);
  });
});

describe('a whole policy', () => {
  const name = 'whole';
  const ResourceArn = arnOf(name);
  beforeAll(() => deployed(api, role, name));

  const statement = {
    Sid: 'own',
    Effect: 'Deny',
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Resource: ResourceArn,
    Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  };
  const documentOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const put = (Policy: string, RevisionId?: string) =>
    api.lambda.send(new PutResourcePolicyCommand({ ResourceArn, Policy, ...(RevisionId && { RevisionId }) }));
  const get = () => api.lambda.send(new GetResourcePolicyCommand({ ResourceArn }));

  it('replaces what permissions wrote, which are added to it in turn', async () => {
    await add({ FunctionName: name });
    const { $metadata, ...answer } = await put(documentOf(statement));
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({ Policy: documentOf(statement), RevisionId: expect.any(String) });
    const { $metadata: _, ...kept } = await get();
    expect(kept).toEqual(answer);
    await add({ FunctionName: name });
    expect(await sids(name)).toEqual(['own', 's3']);
    expect((await policyOf(name)).Policy).toBe((await get()).Policy);
  });

  it('is changed and deleted at the revision that the caller knows', async () => {
    const { RevisionId } = await get();
    await put(documentOf(statement), RevisionId);
    expect(await refusal(put(documentOf(statement), RevisionId))).toEqual(mismatch);
    const remove = (revision?: string) =>
      api.lambda.send(new DeleteResourcePolicyCommand({ ResourceArn, ...(revision && { RevisionId: revision }) }));
    expect(await refusal(remove(RevisionId))).toEqual(mismatch);
    expect((await remove((await get()).RevisionId)).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(get())).toEqual(nothing);
    expect(await refusal(remove())).toEqual(nothing);
  });

  it.each<[string, string]>([
    ['no JSON', 'Allow everything'],
    ['a byte order mark', `\uFEFF${documentOf(statement)}`],
    ['a key of the prototype', `{"__proto__":{},"Version":"2012-10-17","Statement":[]}`],
    ['a version nobody knows', JSON.stringify({ Version: '2030-01-01', Statement: [statement] })],
    ['an element nobody knows', documentOf({ ...statement, Resorce: '*' })],
    ['an operator nobody knows', documentOf({ ...statement, Condition: { StringSortOfEquals: { a: 'b' } } })],
    ['no principal', documentOf({ ...statement, Principal: undefined })],
    ['no resource', documentOf({ ...statement, Resource: undefined })],
    ['another resource', documentOf({ ...statement, Resource: arnOf('other') })],
    ['an action of another service', documentOf({ ...statement, Action: 's3:GetObject' })],
    ['a user who does not exist', documentOf({ ...statement, Principal: { AWS: `arn:aws:iam::${testAccountId}:user/nobody` } })],
    ['an id twice', documentOf(statement, statement)],
  ])('is refused for %s', async (_, text) => {
    expect(await refusal(put(text))).toMatchObject({ status: 400, code: 'InvalidParameterValueException', Type: 'User' });
    expect(await refusal(get())).toEqual(nothing);
  });

  it('keeps of a member written twice what holds', async () => {
    const { Policy } = await put(documentOf(statement).replace('"Effect":"Deny"', '"Effect":"Allow","Effect":"Deny"'));
    expect(Policy).toBe(documentOf(statement));
  });

  it('of more than 20,480 characters is refused', async () => {
    const long = documentOf({ ...statement, Condition: { StringEquals: { 'aws:PrincipalTag/x': 'x'.repeat(20_480) } } });
    expect(await refusal(put(long))).toMatchObject({ status: 400, code: 'PolicyLengthExceededException' });
  });

  it('is for functions, versions and aliases that exist, named by their whole ARN', async () => {
    const putOn = (arn: string) => refusal(api.lambda.send(new PutResourcePolicyCommand({ ResourceArn: arn, Policy: '{}' })));
    expect(await putOn(arnOf('missing'))).toMatchObject({ status: 404, message: `Function not found: ${arnOf('missing')}` });
    expect(await putOn(`${ResourceArn}:$LATEST`)).toMatchObject({
      message: 'We currently do not support adding policies for $LATEST.',
    });
    expect(await putOn(name)).toMatchObject({ status: 400, code: 'ValidationException' });
  });
});
