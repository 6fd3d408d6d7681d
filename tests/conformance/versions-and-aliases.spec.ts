import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { deployed, otherZip, roleFor, simple, updated } from './deployment.js';
import { refusal } from './refusal.js';

const name = 'versioned';
const arn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;
const notFound = (message: string) => ({ status: 404, code: 'ResourceNotFoundException', message, Type: 'User' });

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, name);
});
afterAll(() => api?.stop());

describe('a version', () => {
  it('is published Active under its own ARN, and again only after a change', async () => {
    const { $metadata, ...first } = await api.lambda.send(
      new PublishVersionCommand({ FunctionName: name, Description: 'first' }),
    );
    expect($metadata.httpStatusCode).toBe(201);
    expect(first).toMatchObject({
      Version: '1',
      FunctionArn: `${arn}:1`,
      Description: 'first',
      State: 'Active',
      LastUpdateStatus: 'Successful',
    });
    const again = await api.lambda.send(new PublishVersionCommand({ FunctionName: name, Description: 'again' }));
    expect({ ...again, $metadata: undefined }).toEqual({ ...first, $metadata: undefined });
    await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await otherZip() }));
    await updated(api.lambda, name);
    const second = await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    expect(second.Version).toBe('2');
    expect(second.CodeSha256).not.toBe(first.CodeSha256);
  });

  it('has one number: by another spelling of it, or by 0, nothing is found and nothing removed', async () => {
    const FunctionName = 'spelled';
    await deployed(api, role, FunctionName);
    await api.lambda.send(new PublishVersionCommand({ FunctionName }));
    for (const Qualifier of ['0', '01']) {
      const { status, code } = await refusal(api.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier })));
      expect([status, code]).toEqual([404, 'ResourceNotFoundException']);
      expect((await refusal(api.lambda.send(new InvokeCommand({ FunctionName, Qualifier })))).status).toBe(404);
      await api.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
    }
    const { Versions } = await api.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions!.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
  });

  it('is published once however many ask for it at a time, and all are told of that one', async () => {
    await deployed(api, role, 'raced');
    const publish = () => api.lambda.send(new PublishVersionCommand({ FunctionName: 'raced' }));
    const published = await Promise.all(Array.from({ length: 8 }, publish));
    expect(new Set(published.map(({ Version, RevisionId }) => `${Version} ${RevisionId}`)).size).toBe(1);
    expect(published[0]!.Version).toBe('1');
  });

  it('is refused for other code than the caller thinks', async () => {
    const { CodeSha256 } = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const wrong = { FunctionName: name, CodeSha256: 'somenonexistentsha256' };
    expect(await refusal(api.lambda.send(new PublishVersionCommand(wrong)))).toMatchObject({
      status: 400,
      code: 'InvalidParameterValueException',
      message: `CodeSHA256 (somenonexistentsha256) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    });
  });

  it('is listed after $LATEST, each under its qualified ARN and without states', async () => {
    const { Versions } = await api.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }));
    expect(Versions!.map((version) => [version.Version, version.FunctionArn, version.State])).toEqual([
      ['$LATEST', `${arn}:$LATEST`, undefined],
      ['1', `${arn}:1`, undefined],
      ['2', `${arn}:2`, undefined],
    ]);
  });

  it('that does not exist is named in the refusal', async () => {
    const missing = new GetFunctionCommand({ FunctionName: name, Qualifier: '1221' });
    expect(await refusal(api.lambda.send(missing))).toEqual(notFound(`Function not found: ${arn}:1221`));
  });

  it('can be published with CreateFunction and UpdateFunctionCode', async () => {
    const created = await api.lambda.send(new CreateFunctionCommand({ ...(await simple(role, 'published')), Publish: true }));
    expect(created).toMatchObject({ Version: '1', State: 'Pending' });
    await updated(api.lambda, 'published');
    const changed = await api.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'published', ZipFile: await otherZip(), Publish: true }),
    );
    expect(changed).toMatchObject({ Version: '2', State: 'Pending', StateReasonCode: 'Creating' });
    expect(changed.FunctionArn).toMatch(/:published:2$/);
    expect(changed.LastUpdateStatus).toBeUndefined();
  });

  it('that an update publishes is Pending for as long as the update is shown InProgress, under a revision of its own', async () => {
    await deployed(api, role, 'under-way');
    const published = await api.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'under-way', ZipFile: await otherZip(), Publish: true }),
    );
    const find = (Qualifier: string) =>
      api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'under-way', Qualifier }));
    expect(await find('1')).toMatchObject({ State: 'Pending', RevisionId: published.RevisionId });
    const latest = await find('$LATEST');
    expect(latest).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress', LastUpdateStatusReasonCode: 'Creating' });
    expect(latest.RevisionId).not.toBe(published.RevisionId);
    await waitUntilPublishedVersionActive({ client: api.lambda, maxWaitTime: 20 }, { FunctionName: 'under-way', Qualifier: '1' });
    expect(await find('1')).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  });

  it('is deleted alone; $LATEST is not, and a number that does not exist is no error', async () => {
    const remove = (FunctionName: string, Qualifier: string) =>
      api.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
    await updated(api.lambda, 'published');
    await remove('published', '1');
    await remove('published', '1233');
    const { Versions } = await api.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'published' }));
    expect(Versions!.map((version) => version.Version)).toEqual(['$LATEST', '2']);
    expect(await refusal(remove('published', '$LATEST'))).toMatchObject({
      status: 400,
      message: '$LATEST version cannot be deleted without deleting the function.',
    });
    expect(await refusal(remove(`${arn}:1`, '$LATEST'))).toMatchObject({
      status: 400,
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
    });
  });
});

describe('an alias', () => {
  const create = (changes: object) =>
    api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'custom', FunctionVersion: '1', ...changes }));
  const weights = (AdditionalVersionWeights: Record<string, number>) => ({ RoutingConfig: { AdditionalVersionWeights } });

  it("is created, shown, updated and listed with AWS's members", async () => {
    const { $metadata, ...created } = await create({ Name: 'live', Description: 'd', ...weights({ '2': 0.2 }) });
    expect($metadata.httpStatusCode).toBe(201);
    expect(created).toEqual({
      AliasArn: `${arn}:live`,
      Name: 'live',
      FunctionVersion: '1',
      Description: 'd',
      RevisionId: expect.any(String),
      RoutingConfig: { AdditionalVersionWeights: { '2': 0.2 } },
    });
    const { $metadata: _, ...shown } = await api.lambda.send(new GetAliasCommand({ FunctionName: name, Name: 'live' }));
    expect(shown).toEqual(created);
    const change = { FunctionName: name, Name: 'live', ...weights({}) };
    const { $metadata: __, ...changed } = await api.lambda.send(new UpdateAliasCommand(change));
    expect(changed).toEqual({ ...created, RoutingConfig: undefined, RevisionId: expect.any(String) });
    expect(changed.RevisionId).not.toBe(created.RevisionId);
    expect((await api.lambda.send(new ListAliasesCommand({ FunctionName: name }))).Aliases).toEqual([changed]);
    expect((await api.lambda.send(new ListAliasesCommand({ FunctionName: name, FunctionVersion: '2' }))).Aliases).toEqual([]);
  });

  it('takes every one of several changes made at a time, unless a change names the revision it is meant for', async () => {
    const { RevisionId } = await create({ Name: 'raced' });
    const change = (more: object) => api.lambda.send(new UpdateAliasCommand({ FunctionName: name, Name: 'raced', ...more }));
    const changed = await Promise.all(['a', 'b', 'c', 'd'].map((Description) => change({ Description })));
    expect(new Set(changed.map((alias) => alias.RevisionId)).size).toBe(4);
    expect(await refusal(change({ RevisionId }))).toEqual({
      status: 412,
      code: 'PreconditionFailedException',
      message:
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      Type: 'User',
    });
    await api.lambda.send(new DeleteAliasCommand({ FunctionName: name, Name: 'raced' }));
  });

  it('leads to its version, under the ARN that names the alias', async () => {
    const found = await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: 'live' }));
    expect(found).toMatchObject({ Version: '1', FunctionArn: `${arn}:live` });
  });

  const invalid = 'InvalidParameterValueException';
  it.each<[string, object, object]>([
    ['a version that does not exist', { FunctionVersion: '10' }, notFound(`Function not found: ${arn}:10`)],
    [
      'two versions beside the first',
      weights({ '1': 0.8, '2': 0.2 }),
      { code: invalid, message: 'Number of items in AdditionalVersionWeights cannot be greater than 1' },
    ],
    [
      'the same version twice',
      weights({ '1': 0.5 }),
      { code: invalid, message: 'Invalid function version 1. Function version 1 is already included in routing configuration.' },
    ],
    [
      '$LATEST with another version',
      { FunctionVersion: '$LATEST', ...weights({ '1': 0.5 }) },
      { code: invalid, message: '$LATEST is not supported for an alias pointing to more than 1 version' },
    ],
    [
      'a weight above 1',
      weights({ '2': 2 }),
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
      },
    ],
    [
      '$LATEST as the second version',
      weights({ $LATEST: 0.5 }),
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
      },
    ],
    [
      'a name of digits',
      { Name: '2024' },
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
      },
    ],
    [
      'a name that is taken',
      { Name: 'live' },
      { status: 409, code: 'ResourceConflictException', message: `Alias already exists: ${arn}:live` },
    ],
  ])('is refused for %s', async (_, changes, expected) => {
    expect(await refusal(create(changes))).toMatchObject(expected);
  });

  it('is refused for two versions with different execution roles', async () => {
    await deployed(api, role, 'two-roles', { Publish: true });
    const Role = await roleFor(api, 'second');
    await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'two-roles', Role }));
    await updated(api.lambda, 'two-roles');
    await api.lambda.send(new PublishVersionCommand({ FunctionName: 'two-roles' }));
    expect(await refusal(create({ FunctionName: 'two-roles', ...weights({ '2': 0.5 }) }))).toMatchObject({
      status: 400,
      code: invalid,
      message: expect.stringContaining('execution roles differ'),
    });
  });

  it('keeps the version it points to from being deleted', async () => {
    const answer = await refusal(api.lambda.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: '1' })));
    expect(answer).toMatchObject({ status: 409, code: 'ResourceConflictException' });
  });

  it('that does not exist is refused in the words of each operation, but for its deletion', async () => {
    const missing = { FunctionName: name, Name: 'non-existent' };
    expect(await refusal(api.lambda.send(new GetAliasCommand(missing)))).toEqual(
      notFound(`Cannot find alias arn: ${arn}:non-existent`),
    );
    expect(await refusal(api.lambda.send(new UpdateAliasCommand(missing)))).toEqual(
      notFound(`Alias not found: ${arn}:non-existent`),
    );
    expect((await api.lambda.send(new DeleteAliasCommand(missing))).$metadata.httpStatusCode).toBe(204);
  });
});

describe('tags', () => {
  it('are added and removed, and shown by GetFunction only while there are some', async () => {
    await api.lambda.send(new TagResourceCommand({ Resource: arn, Tags: { A: 'tag-a', B: 'tag-b' } }));
    await api.lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['A'] }));
    expect((await api.lambda.send(new ListTagsCommand({ Resource: arn }))).Tags).toEqual({ B: 'tag-b' });
    expect((await api.lambda.send(new GetFunctionCommand({ FunctionName: name }))).Tags).toEqual({ B: 'tag-b' });
    await api.lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['B'] }));
    expect((await api.lambda.send(new GetFunctionCommand({ FunctionName: name }))).Tags).toBeUndefined();
  });

  it('give the function another revision each time they change, and nothing else', async () => {
    const found = async () => (await api.lambda.send(new GetFunctionCommand({ FunctionName: name }))).Configuration!;
    const configurations = [await found()];
    await api.lambda.send(new TagResourceCommand({ Resource: arn, Tags: { A: 'tag-a', B: 'tag-b' } }));
    configurations.push(await found());
    await api.lambda.send(new TagResourceCommand({ Resource: arn, Tags: { A: 'tag-x' } }));
    configurations.push(await found());
    await api.lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['A', 'B'] }));
    configurations.push(await found());
    expect(new Set(configurations.map(({ RevisionId }) => RevisionId)).size).toBe(4);
    expect(configurations.map((shown) => ({ ...shown, RevisionId: '' }))).toEqual(
      configurations.map(() => ({ ...configurations[0]!, RevisionId: '' })),
    );
  });

  it('are not for aliases, and not for what does not exist', async () => {
    expect(await refusal(api.lambda.send(new ListTagsCommand({ Resource: `${arn}:live` })))).toMatchObject({
      status: 400,
      message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    });
    expect(await refusal(api.lambda.send(new ListTagsCommand({ Resource: `${arn}-missing` })))).toEqual(
      notFound(`Function not found: ${arn}-missing`),
    );
  });
});
