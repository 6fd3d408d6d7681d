import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
  PublishVersionCommand,
  RemoveLayerVersionPermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { openFolderBlobs } from '@hearth/blob-store';
import { BlobCollector } from '@hearth/lambda';
import { openPostgres, PostgresBlobUsers } from '@hearth/postgres';
import { rawZip } from '../abuse/uploads/raw-zip.js';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { zipOf } from '../kit/zip-of.js';
import { anotherAccount, type TestAccount, userOf } from './another-account.js';
import { deployed, roleFor, simple, updated } from './deployment.js';
import { refusal } from './refusal.js';

let api: RunningTestApi;
let role: string;
let other: TestAccount;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  other = await anotherAccount(api, '222222222222');
});
afterAll(() => api?.stop());

const arnOf = (name: string, version?: number, region = testRegion) =>
  `arn:aws:lambda:${region}:${testAccountId}:layer:${name}${version === undefined ? '' : `:${version}`}`;
const zipWith = (content: string) => zipOf({ 'nodejs/node_modules/m/index.js': content });
const invalid = (message: string) => ({ status: 400, code: 'InvalidParameterValueException', message, Type: 'User' });

async function publish(LayerName: string, changes: Partial<PublishLayerVersionCommandInput> = {}) {
  const Content = { ZipFile: await zipWith(LayerName) };
  return api.lambda.send(new PublishLayerVersionCommand({ LayerName, Content, ...changes }));
}

const create = async (name: string, Layers: string[], changes: Partial<CreateFunctionCommandInput> = {}, client = api.lambda) =>
  client.send(new CreateFunctionCommand({ ...(await simple(role, name)), Layers, ...changes }));
const configure = async (FunctionName: string, Layers: string[]) => {
  const answer = await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Layers }));
  await updated(api.lambda, FunctionName);
  return answer;
};
const shown = async (FunctionName: string, Qualifier?: string) =>
  (await api.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) }))).Layers;

describe('a layer', () => {
  it('is numbered version by version, and a number is never used again', async () => {
    const versions = [await publish('numbered'), await publish('numbered')].map(({ Version }) => Version);
    for (const VersionNumber of [1, 2]) {
      await api.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'numbered', VersionNumber }));
    }
    expect([...versions, (await publish('numbered')).Version]).toEqual([1, 2, 3]);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => publish('contended')));
    expect(twenty.map(({ Version }) => Version).sort((a, b) => a! - b!)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('is found by name, by ARN and by the ARN of its version, with a link to its content', async () => {
    const published = await publish('found', { Description: 'd' });
    const ways = [
      new GetLayerVersionCommand({ LayerName: 'found', VersionNumber: 1 }),
      new GetLayerVersionCommand({ LayerName: arnOf('found'), VersionNumber: 1 }),
      new GetLayerVersionByArnCommand({ Arn: arnOf('found', 1) }),
    ];
    for (const command of ways) {
      const found = await api.lambda.send(command as GetLayerVersionCommand);
      expect({ ...found.Content, Location: '' }).toEqual({ ...published.Content, Location: '' });
      expect(found).toMatchObject({ LayerVersionArn: arnOf('found', 1), LayerArn: arnOf('found'), Description: 'd' });
      expect(found.CreatedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    }
    const link = published.Content!.Location!.replace(/^http:\/\/[^/]+/, api.url);
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(await zipWith('found'));
  });

  it('is listed by its newest version that matches, and its versions newest first, page by page', async () => {
    await publish('listed-a', { CompatibleRuntimes: ['nodejs22.x', 'python3.12'], CompatibleArchitectures: ['x86_64', 'arm64'] });
    await publish('listed-a', { CompatibleRuntimes: ['nodejs22.x'] });
    await publish('listed-a');
    await publish('listed-b', { CompatibleArchitectures: ['arm64'] });
    const list = async (input: object) =>
      (await api.lambda.send(new ListLayersCommand(input))).Layers!.map(
        ({ LayerName, LatestMatchingVersion }) => `${LayerName}:${LatestMatchingVersion!.Version}`,
      );
    expect((await list({})).filter((name) => name.startsWith('listed'))).toEqual(['listed-a:3', 'listed-b:1']);
    expect(await list({ CompatibleRuntime: 'nodejs22.x' })).toEqual(['listed-a:2']);
    expect(await list({ CompatibleArchitecture: 'arm64' })).toEqual(['listed-a:1', 'listed-b:1']);
    expect(await list({ CompatibleRuntime: 'python3.12', CompatibleArchitecture: 'x86_64' })).toEqual(['listed-a:1']);

    const versions: (number | undefined)[] = [];
    for (let Marker: string | undefined; versions.length < 10; ) {
      const page = await api.lambda.send(
        new ListLayerVersionsCommand({ LayerName: 'listed-a', MaxItems: 2, ...(Marker && { Marker }) }),
      );
      versions.push(...page.LayerVersions!.map(({ Version }) => Version));
      Marker = page.NextMarker;
      if (!Marker) break;
    }
    expect(versions).toEqual([3, 2, 1]);
  });

  it('says that it suits nothing where it was published so, and nothing at all where it was not', async () => {
    const nothing = { CompatibleRuntimes: [], CompatibleArchitectures: [] };
    expect(await publish('of-nothing', nothing)).toMatchObject(nothing);
    const found = await api.lambda.send(new GetLayerVersionCommand({ LayerName: 'of-nothing', VersionNumber: 1 }));
    expect(found).toMatchObject(nothing);
    const silent = await publish('silent');
    expect([silent.CompatibleRuntimes, silent.CompatibleArchitectures]).toEqual([undefined, undefined]);
  });

  it('may say of itself at most 15 runtimes and 2 architectures', async () => {
    const CompatibleRuntimes = Array.from({ length: 16 }, () => 'nodejs22.x' as const);
    expect(await refusal(publish('wide', { CompatibleRuntimes }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(
        "at 'compatibleRuntimes' failed to satisfy constraint: Member must have length less than or equal to 15",
      ),
    });
  });

  it('counts in the account’s code storage until it is deleted', async () => {
    const used = async () => (await api.lambda.send(new GetAccountSettingsCommand({}))).AccountUsage!.TotalCodeSize!;
    const before = await used();
    const { Content } = await publish('counted');
    await publish('counted');
    expect((await used()) - before).toBe(2 * Content!.CodeSize!);
    await api.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'counted', VersionNumber: 1 }));
    expect((await used()) - before).toBe(Content!.CodeSize!);
  });

  it('of another region cannot be reached from this one', async () => {
    const ask = new GetLayerVersionCommand({ LayerName: arnOf('found', undefined, 'eu-west-1'), VersionNumber: 1 });
    expect(await refusal(api.lambda.send(ask))).toMatchObject({ status: 404, code: 'ResourceNotFoundException' });
  });
});

describe('a function', () => {
  it('has its layers in their order, shows them everywhere, and runs with them', async () => {
    const [a, b] = [(await publish('order-a')).LayerVersionArn!, (await publish('order-b')).LayerVersionArn!];
    const sizes = async (name: string) => (await zipWith(name)).length;
    const expected = [
      { Arn: b, CodeSize: await sizes('order-b') },
      { Arn: a, CodeSize: await sizes('order-a') },
    ];
    expect((await create('ordered', [b, a])).Layers).toEqual(expected);
    await updated(api.lambda, 'ordered');
    expect(await shown('ordered')).toEqual(expected);
    const { Functions = [] } = await api.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.find(({ FunctionName }) => FunctionName === 'ordered')?.Layers).toEqual(expected);
    await api.lambda.send(new InvokeCommand({ FunctionName: 'ordered' }));
    const hashes = await Promise.all([zipWith('order-b'), zipWith('order-a')].map(sha256Of));
    expect(api.invocations.invoked.at(-1)?.target.layerSha256Hexes).toEqual(hashes);
  });

  it('is another configuration with other layers, and its published versions keep theirs', async () => {
    const [one, two] = [(await publish('kept')).LayerVersionArn!, (await publish('kept')).LayerVersionArn!];
    await deployed(api, role, 'keeper', { Layers: [one] });
    await api.lambda.send(new PublishVersionCommand({ FunctionName: 'keeper' }));
    await configure('keeper', [two]);
    expect((await api.lambda.send(new PublishVersionCommand({ FunctionName: 'keeper' }))).Version).toBe('2');
    expect(await configure('keeper', [])).not.toHaveProperty('Layers');
    const all = await Promise.all(['1', '2', undefined].map((qualifier) => shown('keeper', qualifier)));
    expect(all.map((layers) => layers?.map(({ Arn }) => Arn))).toEqual([[one], [two], undefined]);
  });

  it('keeps its layers when something else is changed', async () => {
    const { LayerVersionArn = '' } = await publish('stays');
    await deployed(api, role, 'stayer', { Layers: [LayerVersionArn] });
    await api.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'stayer', Timeout: 5 }));
    await updated(api.lambda, 'stayer');
    await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'stayer', ZipFile: await zipWith('new') }));
    expect((await shown('stayer'))?.map(({ Arn }) => Arn)).toEqual([LayerVersionArn]);
  });

  it('cannot have what does not exist, lies elsewhere, or is there twice', async () => {
    const { LayerVersionArn = '' } = await publish('odd');
    await publish('odd');
    const attempt = (...layers: string[]) => refusal(create('never', layers));
    expect(await attempt(arnOf('odd', 9))).toEqual(invalid(`Layer version ${arnOf('odd', 9)} does not exist.`));
    expect(await attempt('arn:aws:lambda:::awslayer:AmazonLinux1803')).toMatchObject({
      message: 'Layer version arn:aws:lambda:::awslayer:AmazonLinux1803 does not exist.',
    });
    expect(await attempt(arnOf('odd', 1, 'eu-west-1'))).toEqual(
      invalid(`Layers are not in the same region as the function. Layers are expected to be in region ${testRegion}.`),
    );
    expect(await attempt(LayerVersionArn, arnOf('odd', 2))).toEqual(
      invalid(
        'Two different versions of the same layer are not allowed to be referenced in the same function. ' +
          `${LayerVersionArn} and ${arnOf('odd', 2)} are versions of the same layer.`,
      ),
    );
    expect(await attempt(...Array.from({ length: 6 }, (_, index) => arnOf(`l${index}`, 1)))).toEqual(
      invalid('Cannot reference more than 5 layers.'),
    );
  });

  it('has at most 262144000 bytes with all its layers, unzipped, however it comes to more', async () => {
    const zeros = (bytes: number) => {
      const content = Buffer.alloc(bytes);
      return rawZip([{ name: 'index.js', content }]);
    };
    const large = (await publish('large', { Content: { ZipFile: zeros(200_000_000) } })).LayerVersionArn!;
    const tooMuch = (bytes: number) =>
      invalid(
        `Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is ${bytes} bytes.`,
      );
    expect(await refusal(create('fat', [large], { Code: { ZipFile: zeros(62_144_001) } }))).toEqual(tooMuch(262_144_001));
    await deployed(api, role, 'slim', { Layers: [large], Code: { ZipFile: zeros(62_144_000) } });
    const heavier = new UpdateFunctionCodeCommand({ FunctionName: 'slim', ZipFile: zeros(100_000_000) });
    expect(await refusal(api.lambda.send(heavier))).toEqual(tooMuch(300_000_000));
    const more = (await publish('more', { Content: { ZipFile: zeros(1) } })).LayerVersionArn!;
    expect(await refusal(configure('slim', [large, more]))).toEqual(tooMuch(262_144_001));
  }, 60_000);

  it('goes on with a layer version that was deleted, also in new versions, and cannot be given it again', async () => {
    const { LayerVersionArn = '' } = await publish('doomed');
    await deployed(api, role, 'survivor', { Layers: [LayerVersionArn] });
    await api.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'doomed', VersionNumber: 1 }));
    expect(await refusal(api.lambda.send(new GetLayerVersionByArnCommand({ Arn: LayerVersionArn })))).toMatchObject({
      status: 404,
    });
    await collectAsIfAnHourLater();
    await api.lambda.send(new InvokeCommand({ FunctionName: 'survivor' }));
    const [hash = ''] = api.invocations.invoked.at(-1)!.target.layerSha256Hexes;
    const blobs = await openFolderBlobs(api.config.blobsFolder);
    await expect(blobs.read(hash)).resolves.toBeDefined();
    expect((await api.lambda.send(new PublishVersionCommand({ FunctionName: 'survivor' }))).Layers?.[0]?.Arn).toBe(
      LayerVersionArn,
    );
    expect(await refusal(create('late', [LayerVersionArn]))).toEqual(invalid(`Layer version ${LayerVersionArn} does not exist.`));

    await api.lambda.send(new DeleteFunctionCommand({ FunctionName: 'survivor' }));
    await collectAsIfAnHourLater();
    await expect(blobs.read(hash)).rejects.toThrow('No blob');
  });
});

describe('a layer version’s policy', () => {
  const grant = (LayerName: string, changes: object) =>
    api.lambda.send(
      new AddLayerVersionPermissionCommand({
        LayerName,
        VersionNumber: 1,
        StatementId: 's',
        Action: 'lambda:GetLayerVersion',
        Principal: '*',
        ...changes,
      }),
    );
  const policyOf = async (LayerName: string) => {
    const { Policy = '', RevisionId } = await api.lambda.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber: 1 }));
    return { policy: JSON.parse(Policy), RevisionId };
  };
  const read = (client: LambdaClient, name: string) => client.send(new GetLayerVersionByArnCommand({ Arn: arnOf(name, 1) }));

  it('lets other accounts read the layer and give it to their functions, as long as it names them', async () => {
    await publish('shared');
    const theirs = await roleFor({ ...api, iam: other.iam }, 'theirs');
    const use = (name: string) => create(name, [arnOf('shared', 1)], { Role: theirs }, other.lambda);
    const denied = {
      status: 403,
      code: 'AccessDeniedException',
      message: expect.stringMatching(
        `is not authorized to perform: lambda:GetLayerVersion on resource: ${arnOf('shared', 1)} because no resource-based policy allows`,
      ),
    };
    expect(await refusal(read(other.lambda, 'shared'))).toMatchObject(denied);
    expect(await refusal(use('refused'))).toMatchObject(denied);
    await grant('shared', { Principal: other.accountId });
    expect((await read(other.lambda, 'shared')).LayerVersionArn).toBe(arnOf('shared', 1));
    expect((await use('allowed')).Layers?.[0]?.Arn).toBe(arnOf('shared', 1));
    await api.lambda.send(new RemoveLayerVersionPermissionCommand({ LayerName: 'shared', VersionNumber: 1, StatementId: 's' }));
    expect(await refusal(read(other.lambda, 'shared'))).toMatchObject(denied);
    const remove = new DeleteLayerVersionCommand({ LayerName: arnOf('shared'), VersionNumber: 1 });
    expect(await refusal(other.lambda.send(remove))).toMatchObject({ status: 403, code: 'AccessDeniedException' });
  });

  it('is not needed within the account, where a policy of the caller’s own is', async () => {
    await publish('within');
    const Resource = arnOf('within', 1);
    const user = await userOf(api.iam, api, [{ Effect: 'Allow', Action: 'lambda:GetLayerVersion', Resource }]);
    expect((await read(user.lambda, 'within')).Version).toBe(1);
    expect(await refusal(read((await userOf(api.iam, api)).lambda, 'within'))).toMatchObject({ status: 403 });
  });

  it('names accounts and organizations as AWS does', async () => {
    await publish('named');
    const added = await grant('named', { StatementId: 'one', Principal: '222222222222' });
    expect(JSON.parse(added.Statement!)).toMatchObject({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } });
    await grant('named', { StatementId: 'two', OrganizationId: 'o-t194hfs8cz' });
    expect((await policyOf('named')).policy.Statement[1]).toEqual({
      Sid: 'two',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      Resource: arnOf('named', 1),
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-t194hfs8cz' } },
    });
  });

  it('loses no statement of many that are added at once, changes its revision each time, and has at most 20 KB', async () => {
    await publish('crowded');
    const added = await Promise.all(Array.from({ length: 20 }, (_, index) => grant('crowded', { StatementId: `s${index}` })));
    const { policy, RevisionId } = await policyOf('crowded');
    expect(policy.Statement).toHaveLength(20);
    expect(new Set(added.map((answer) => answer.RevisionId)).size).toBe(20);
    expect(added.map((answer) => answer.RevisionId)).toContain(RevisionId);
    await grant('crowded', { StatementId: 'current', RevisionId });
    expect(await refusal(grant('crowded', { StatementId: 'stale', RevisionId }))).toMatchObject({ status: 412 });
    const fill = async () => {
      for (let index = 0; index < 200; index++) await grant('crowded', { StatementId: `${'f'.repeat(90)}${index}` });
    };
    expect(await refusal(fill())).toMatchObject({
      status: 400,
      code: 'PolicyLengthExceededException',
      message: expect.stringMatching(/^The final policy size \(2\d{4}\) is bigger than the limit \(20480\)\.$/),
    });
  });

  it('belongs to one version alone', async () => {
    await publish('single');
    await publish('single');
    await grant('single', {});
    const second = new GetLayerVersionPolicyCommand({ LayerName: 'single', VersionNumber: 2 });
    expect(await refusal(api.lambda.send(second))).toMatchObject({ message: 'No policy is associated with the given resource.' });
  });
});

async function sha256Of(zip: Promise<Buffer>): Promise<string> {
  return createHash('sha256')
    .update(await zip)
    .digest('hex');
}

/** Everything that is kept becomes old at once, and is collected unless somebody needs it. */
async function collectAsIfAnHourLater(): Promise<void> {
  const blobs = await openFolderBlobs(api.config.blobsFolder);
  const old = new Date(Date.now() - 2 * 3_600_000);
  for await (const batch of blobs.untouchedSince(new Date(Date.now() + 1000))) {
    for (const hash of batch) await utimes(join(api.config.blobsFolder, hash.slice(0, 2), hash.slice(2)), old, old);
  }
  const connection = openPostgres(api.config.databaseUrl);
  const failed = (error: unknown) => {
    throw error;
  };
  await new BlobCollector(blobs, new PostgresBlobUsers(connection.pool), failed).collect();
  await connection.close();
}
