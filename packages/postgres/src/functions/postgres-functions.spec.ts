import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionVersion, LambdaFunction } from '@hearth/lambda';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { SecretBox } from '../secret-box.js';
import { PostgresAliases } from './postgres-aliases.js';
import { PostgresFunctionResolver } from './postgres-function-resolver.js';
import { PostgresFunctionVersions } from './postgres-function-versions.js';
import { PostgresFunctions } from './postgres-functions.js';
import { PostgresUnsettledVersions } from './postgres-unsettled-versions.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };
const settledLife = { state: { name: 'Active' }, lastUpdate: { status: 'Successful' } } as const;
const updating = { state: { name: 'Active' }, lastUpdate: { status: 'InProgress' } } as const;

let database: TestDatabase;
let connection: PostgresConnection;
let functions: PostgresFunctions;
let versions: PostgresFunctionVersions;
let aliases: PostgresAliases;
let resolver: PostgresFunctionResolver;
let unsettled: PostgresUnsettledVersions;
beforeEach(async () => {
  database = await testDatabase();
  connection = openPostgres(database.url);
  const secrets = SecretBox.fromMasterKey(randomBytes(32).toString('base64'));
  functions = new PostgresFunctions(connection, secrets);
  versions = new PostgresFunctionVersions(connection, secrets);
  aliases = new PostgresAliases(connection);
  resolver = new PostgresFunctionResolver(connection, secrets);
  unsettled = new PostgresUnsettledVersions(connection, secrets);
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

function aFunction(name: string): LambdaFunction {
  return { ...scope, id: randomUUID(), name, tags: {}, lastPublishedNumber: 0, recursiveLoop: 'Terminate' };
}

function aVersion(fn: LambdaFunction, changes: Partial<FunctionVersion> = {}): FunctionVersion {
  return {
    functionId: fn.id,
    version: '$LATEST',
    configurationId: randomUUID(),
    configuration: {
      description: 'first',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      roleArn: 'arn:aws:iam::111111111111:role/r',
      timeoutSeconds: 3,
      memoryMegabytes: 128,
      ephemeralStorageMegabytes: 512,
      architecture: 'x86_64',
      environment: { B: '1', A: '2' },
      tracingMode: 'PassThrough',
      logGroup: `/aws/lambda/${fn.name}`,
      logFormat: 'Text',
      snapStart: 'None',
    },
    code: { sha256Hex: 'ab'.repeat(32), sizeBytes: 1 },
    revisionId: randomUUID(),
    modifiedAt: new Date(),
    runtimeManagement: { updateRuntimeOn: 'Auto' },
    ...settledLife,
    ...changes,
  };
}

async function kept(name: string, changes: Partial<FunctionVersion> = {}) {
  const fn = aFunction(name);
  const latest = aVersion(fn, changes);
  expect(await functions.insert(fn, [latest])).toBe(true);
  return { fn, latest };
}

function next(version: FunctionVersion, changes: Partial<FunctionVersion>): FunctionVersion {
  return { ...version, configurationId: randomUUID(), revisionId: randomUUID(), ...changes };
}

test('a version comes back as it was kept, variables in their order', async () => {
  const { fn, latest } = await kept('f');
  const found = await versions.find(fn.id, '$LATEST');
  expect(found).toEqual(latest);
  expect(Object.keys(found!.configuration.environment!)).toEqual(['B', 'A']);
});

test('a taken name keeps nothing of a second function; a name used again inherits nothing', async () => {
  const { fn, latest } = await kept('f');
  const second = aFunction('f');
  expect(await functions.insert(second, [aVersion(second)])).toBe(false);
  expect(await versions.find(second.id, '$LATEST')).toBeUndefined();
  await aliases.insert({
    functionId: fn.id,
    name: 'live',
    functionVersion: '$LATEST',
    description: '',
    revisionId: latest.revisionId,
  });
  expect(await functions.remove(fn.id)).toBe(true);
  expect(await functions.insert(second, [aVersion(second)])).toBe(true);
  expect(await resolver.executable(fn.id)).toBeUndefined();
  expect((await resolver.resolve(scope, 'f', undefined))?.functionId).toBe(second.id);
  expect(await resolver.resolve(scope, 'f', 'live')).toBeUndefined();
});

test('of two changes made in the belief of the same revision one wins, and the other keeps nothing', async () => {
  const { fn, latest } = await kept('f');
  const changes = ['a', 'b'].map((description) => next(latest, { configuration: { ...latest.configuration, description } }));
  const won = await Promise.all(changes.map((change) => versions.replaceLatest(latest.revisionId, change)));
  expect([...won].sort()).toEqual([false, true]);
  expect((await versions.find(fn.id, '$LATEST'))?.configuration.description).toBe(won[0] ? 'a' : 'b');
  const { rows } = await connection.pool.query('SELECT count(*)::int AS kept FROM function_configurations');
  expect(rows).toEqual([{ kept: 2 }]);
});

test('during an update the previous configuration serves; afterwards it is gone', async () => {
  const { fn, latest } = await kept('f');
  const change = next(latest, { ...updating, configuration: { ...latest.configuration, timeoutSeconds: 9 } });
  await versions.replaceLatest(latest.revisionId, change);
  const serving = async () => (await resolver.executable(fn.id, '$LATEST'))?.target;
  expect(await serving()).toMatchObject({ configurationId: latest.configurationId, timeoutSeconds: 3 });
  const [held] = await unsettled.claim(1, 60_000);
  await unsettled.serve(held!);
  expect(await serving()).toMatchObject({
    configurationId: change.configurationId,
    timeoutSeconds: 9,
    environment: { A: '2', B: '1' },
  });
  await unsettled.settle(held!, settledLife);
  const { rows } = await connection.pool.query('SELECT id FROM function_configurations');
  expect(rows).toEqual([{ id: change.configurationId }]);
});

test('an unsettled version is held by one process, and free again when that one is no longer heard of', async () => {
  await kept('f', { state: { name: 'Pending' } });
  const claims = await Promise.all([1, 2, 3].map(() => unsettled.claim(10, 1000)));
  expect(claims.flat()).toHaveLength(1);
  expect(await unsettled.renew(claims.flat()[0]!, 1000)).toBe(true);
  expect(await unsettled.claim(10, 1000)).toHaveLength(0);
  await sleep(1100);
  const [again] = await unsettled.claim(10, 1000);
  expect(again?.fn.name).toBe('f');
  await unsettled.settle(again!, settledLife);
  expect(await unsettled.renew(again!, 1000)).toBe(false);
  await sleep(1100);
  expect(await unsettled.claim(10, 1000)).toHaveLength(0);
});

test('a version that changed since it was claimed is not settled by the old claim', async () => {
  const { fn, latest } = await kept('f', updating);
  const [held] = await unsettled.claim(1, 60_000);
  const change = next(latest, updating);
  await versions.replaceLatest(latest.revisionId, change);
  await unsettled.serve(held!);
  await unsettled.settle(held!, settledLife);
  expect(await versions.find(fn.id, '$LATEST')).toEqual(change);
});

test('what was published from an unsettled version is settled with it, unless it went wrong', async () => {
  const pendingVersion = { state: { name: 'Pending' }, lastUpdate: settledLife.lastUpdate } as const;
  for (const outcome of [settledLife, { ...settledLife, lastUpdate: { status: 'Failed' } } as const]) {
    const { fn, latest } = await kept(`f-${outcome.lastUpdate.status}`, updating);
    const published = next(latest, { version: '1', publishedFrom: latest.configurationId, ...pendingVersion });
    await versions.replaceLatest(latest.revisionId, latest, published);
    const held = (await unsettled.claim(10, 60_000)).find(({ version }) => version.version === '$LATEST')!;
    await unsettled.settle(held, outcome);
    const found = await versions.find(fn.id, '1');
    const isSettled = outcome.lastUpdate.status === 'Successful';
    expect(found).toMatchObject(isSettled ? settledLife : pendingVersion);
    expect(found!.revisionId === published.revisionId).toBe(!isSettled);
    const latestAfter = await versions.find(fn.id, '$LATEST');
    expect(latestAfter!.revisionId).not.toBe(found!.revisionId);
  }
});

test('a number is published once, and kept while an alias points to it', async () => {
  const { fn, latest } = await kept('f');
  const published = next(latest, { version: '1', publishedFrom: latest.configurationId });
  expect(await versions.replaceLatest(latest.revisionId, latest, published)).toBe(true);
  expect(await versions.replaceLatest(latest.revisionId, latest, next(published, {}))).toBe(false);
  expect(await versions.find(fn.id, '1')).toEqual(published);
  const alias = { functionId: fn.id, name: 'live', functionVersion: '$LATEST', description: '', revisionId: randomUUID() };
  await aliases.insert({ ...alias, additional: { version: '1', weight: 0.25 } });
  expect(await versions.remove(fn.id, '1')).toBe(false);
  expect((await resolver.resolve(scope, 'f', 'live'))?.routes.map(({ weight, target }) => [weight, target.version])).toEqual([
    [0.75, '$LATEST'],
    [0.25, '1'],
  ]);
  await aliases.remove(fn.id, 'live');
  expect(await versions.remove(fn.id, '1')).toBe(true);
});

test('pages follow one another without gap or repetition', async () => {
  for (const name of ['c', 'a', 'b']) {
    const { latest } = await kept(name);
    await versions.replaceLatest(latest.revisionId, latest, next(latest, { version: '1' }));
  }
  const seen: string[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await versions.listAll(scope, { limit: 2, ...(after && { after }) });
    seen.push(...page.items.map(({ fn, version }) => `${fn.name}:${version.version}`));
    after = page.next;
  }
  expect(seen).toEqual(['a:$LATEST', 'a:1', 'b:$LATEST', 'b:1', 'c:$LATEST', 'c:1']);
  const first = await functions.list(scope, { limit: 2 });
  const second = await functions.list(scope, { limit: 2, after: first.next! });
  expect([...first.items, ...second.items].map(({ fn }) => fn.name)).toEqual(['a', 'b', 'c']);
  expect(second.next).toBeUndefined();
});

test('variables sealed for one configuration do not open in another', async () => {
  const { fn } = await kept('f');
  const other = await kept('g');
  await connection.pool.query(
    'UPDATE function_configurations SET sealed_environment = (SELECT sealed_environment FROM function_configurations WHERE id = $1) WHERE id = $2',
    [other.latest.configurationId, (await versions.find(fn.id, '$LATEST'))!.configurationId],
  );
  await expect(versions.find(fn.id, '$LATEST')).rejects.toThrow();
});
