import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';
import { deployed, otherZip, roleFor, simple, updated } from './deployment.js';

/** Whole sequences of calls as they were recorded at AWS: which revisions are the same, and which are not. */

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
});
afterAll(() => api?.stop());

const revision = async (FunctionName: string, Qualifier?: string) =>
  (await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) }))).RevisionId!;
const active = (FunctionName: string) =>
  waitUntilFunctionActiveV2({ client: api.lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { FunctionName });
const areAllDifferent = (revisions: readonly (string | undefined)[]) => expect(new Set(revisions).size).toBe(revisions.length);

it('a change gives a function another revision, also one that changes nothing, and so does its end; looking gives none', async () => {
  const FunctionName = 'changing';
  const changes = [
    new CreateFunctionCommand({ ...(await simple(role, FunctionName)), Description: 'initial' }),
    new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'changed' }),
    new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'changed' }),
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await otherZip() }),
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await otherZip() }),
  ];
  const revisions: (string | undefined)[] = [];
  for (const change of changes) {
    revisions.push((await api.lambda.send(change as CreateFunctionCommand)).RevisionId);
    await active(FunctionName);
    await updated(api.lambda, FunctionName);
    const found = await revision(FunctionName);
    expect((await api.lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration!.RevisionId).toBe(found);
    revisions.push(found);
  }
  areAllDifferent(revisions);
});

it('a version published with its function has a revision of its own, which asking for it again does not change', async () => {
  const FunctionName = 'published-at-once';
  const created = await api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, FunctionName)), Publish: true }));
  await active(FunctionName);
  const before = [await revision(FunctionName), await revision(FunctionName, '1')];
  areAllDifferent([created.RevisionId, ...before]);
  const again = await api.lambda.send(new PublishVersionCommand({ FunctionName, Description: 'again' }));
  expect(again).toMatchObject({ Version: '1', RevisionId: before[1] });
  const { Versions } = await api.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  expect(Versions!.map(({ RevisionId }) => RevisionId)).toEqual(before);
});

it('a statement moves the revision of what it is about, and of nothing else: the function, a version or an alias', async () => {
  const FunctionName = 'permitting';
  await deployed(api, role, FunctionName);
  await api.lambda.send(new PublishVersionCommand({ FunctionName }));
  await api.lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
  const aliasRevision = async () => (await api.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).RevisionId!;
  const current = async () => [await revision(FunctionName), await revision(FunctionName, '1'), await aliasRevision()];
  const statement = { FunctionName, StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
  const policyRevision = async (qualified: { Qualifier?: string }) =>
    (await api.lambda.send(new GetPolicyCommand({ FunctionName, ...qualified }))).RevisionId;

  for (const [index, qualified] of [{}, { Qualifier: '1' }, { Qualifier: 'live' }].entries()) {
    const before = await current();
    await api.lambda.send(new AddPermissionCommand({ ...statement, ...qualified, RevisionId: before[index]! }));
    const added = await current();
    expect(added.map((now, at) => now !== before[at])).toEqual(before.map((_, at) => at === index));
    expect(await policyRevision(qualified)).toBe(added[index]);
    await api.lambda.send(
      new RemovePermissionCommand({ FunctionName, StatementId: 's3', ...qualified, RevisionId: added[index]! }),
    );
    const removed = await current();
    expect(removed.map((now, at) => now !== added[at])).toEqual(before.map((_, at) => at === index));
  }
});

it('an alias gets another revision with every update, also one that changes nothing', async () => {
  const FunctionName = 'aliased';
  await deployed(api, role, FunctionName);
  await api.lambda.send(new PublishVersionCommand({ FunctionName }));
  const alias = { FunctionName, Name: 'live' };
  const created = await api.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: '1' }));
  const first = await api.lambda.send(new UpdateAliasCommand(alias));
  const second = await api.lambda.send(new UpdateAliasCommand({ ...alias, RoutingConfig: { AdditionalVersionWeights: {} } }));
  areAllDifferent([created, first, second].map(({ RevisionId }) => RevisionId));
  expect((await api.lambda.send(new GetAliasCommand(alias))).RevisionId).toBe(second.RevisionId);
});
