import { randomBytes, randomUUID } from 'node:crypto';
import type { CodeSigningConfig, LambdaFunction } from '@hearth/lambda';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresFunctions } from '../functions/postgres-functions.js';
import { SecretBox } from '../secret-box.js';
import { PostgresCodeSigningConfigs } from './postgres-code-signing-configs.js';
import { PostgresSignedFunctions } from './postgres-signed-functions.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };

let database: TestDatabase;
let connection: PostgresConnection;
let configs: PostgresCodeSigningConfigs;
let signed: PostgresSignedFunctions;
let functions: PostgresFunctions;
beforeEach(async () => {
  database = await testDatabase();
  connection = openPostgres(database.url);
  configs = new PostgresCodeSigningConfigs(connection);
  signed = new PostgresSignedFunctions(connection);
  functions = new PostgresFunctions(connection, SecretBox.fromMasterKey(randomBytes(32).toString('base64')));
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

const aConfig = (id: string, changes: Partial<CodeSigningConfig> = {}): CodeSigningConfig => ({
  ...scope,
  id,
  publisherArns: ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/p'],
  untrustedArtifacts: 'Warn',
  modifiedAt: new Date(1_000),
  tags: {},
  ...changes,
});

async function aFunction(name: string, changes: Partial<LambdaFunction> = {}): Promise<string> {
  const id = randomUUID();
  const fn = { ...scope, id, name, tags: {}, lastPublishedNumber: 0, recursiveLoop: 'Terminate', ...changes } as const;
  expect(await functions.insert(fn, [])).toBe(true);
  return id;
}

it('gives back what was kept, and changes only what is named', async () => {
  const config = aConfig('csc-a', { description: 'first' });
  await configs.insert(config);
  expect(await configs.find('csc-a')).toEqual(config);
  const change = { untrustedArtifacts: 'Enforce', modifiedAt: new Date(2_000) } as const;
  expect(await configs.change('csc-a', change)).toEqual({ ...config, ...change });
  expect(await configs.change('csc-b', change)).toBeUndefined();
});

it('is kept for as long as a function is held to it, from the creation of that function on', async () => {
  await configs.insert(aConfig('csc-a'));
  const id = await aFunction('f', { codeSigningConfigId: 'csc-a' });
  expect((await functions.find(scope, 'f'))!.codeSigningConfigId).toBe('csc-a');
  expect(await configs.remove('csc-a')).toBe('in-use');
  await signed.hold(id, undefined);
  expect(await configs.remove('csc-a')).toBe('removed');
  expect(await configs.remove('csc-a')).toBe('gone');
  expect(await signed.hold(id, 'csc-a')).toBe(false);
});

it('is never gone for a function that was told to be held to it, however the two race', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => aFunction(`f${index}`)));
  for (const [round, id] of ids.entries()) {
    const config = `csc-${round}`;
    await configs.insert(aConfig(config));
    const [held, removed] = await Promise.all([signed.hold(id, config), configs.remove(config)]);
    expect([held, removed]).toEqual(held ? [true, 'in-use'] : [false, 'removed']);
    expect((await functions.find(scope, `f${round}`))!.codeSigningConfigId).toBe(held ? config : undefined);
  }
});

it('lists configs and their functions page by page', async () => {
  for (const id of ['csc-a', 'csc-b', 'csc-c']) await configs.insert(aConfig(id));
  await configs.insert(aConfig('csc-d', { region: 'eu-west-1' }));
  const first = await configs.list(scope, { limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual(['csc-a', 'csc-b']);
  expect((await configs.list(scope, { limit: 2, after: first.next! })).items.map(({ id }) => id)).toEqual(['csc-c']);
  for (const name of ['h', 'g', 'f']) await aFunction(name, { codeSigningConfigId: 'csc-a' });
  const page = await signed.heldTo('csc-a', { limit: 2 });
  expect(page.items.map(({ name }) => name)).toEqual(['f', 'g']);
  expect((await signed.heldTo('csc-a', { limit: 2, after: page.next! })).items.map(({ name }) => name)).toEqual(['h']);
});
