import { randomBytes } from 'node:crypto';
import { userPrincipal } from '@hearth/iam';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { SecretBox } from '../secret-box.js';
import type { Broadcast } from './identity-changes.js';
import { type Identity, openIdentity } from './open-identity.js';

const accountId = '123456789012';
const key = { accessKeyId: 'AKIATWOPROCESSES2345', secretAccessKey: 'a secret of forty characters, or nearly so' };
const secretBox = SecretBox.fromMasterKey(randomBytes(32).toString('base64'));

let database: TestDatabase;
let connection: PostgresConnection;
let here: Identity;
let there: Identity;

/** Two processes, as far as identity can tell: nothing shared but the database and what is broadcast. */
beforeAll(async () => {
  database = await testDatabase();
  connection = openPostgres(database.url);
  const broadcast = inMemoryBroadcast();
  [here, there] = [openIdentity({ connection, secretBox, broadcast }), openIdentity({ connection, secretBox, broadcast })];
  await here.ensureFirstAccount({ accountId, ...key, adminPassword: 'irrelevant here' });
});

afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await connection.close();
  await database.drop();
});

function inMemoryBroadcast(): Broadcast {
  const listeners: ((message: string) => void)[] = [];
  return {
    publish: (_topic, message) => {
      for (const listener of listeners) listener(message);
    },
    subscribe: (_topic, listener) => {
      listeners.push(listener);
    },
  };
}

test('a key switched off here is refused there at once', async () => {
  expect((await there.accessKeys.find(key.accessKeyId, undefined)).kind).toBe('found');
  const admin = await here.users.get(accountId, 'admin');
  await here.userKeys.setActive(admin, key.accessKeyId, false);
  expect((await there.accessKeys.find(key.accessKeyId, undefined)).kind).toBe('unknown');
  await here.userKeys.setActive(admin, key.accessKeyId, true);
  expect((await there.accessKeys.find(key.accessKeyId, undefined)).kind).toBe('found');
});

test('a policy changed here decides there at once: attached, given a new version, detached', async () => {
  const text = (action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
  const user = await here.users.create(accountId, { name: 'henry' });
  const may = async () => {
    const request = { principal: userPrincipal(user), action: 'lambda:GetFunction', resource: '*' };
    return (await there.authorizer.authorize(request)).kind;
  };
  expect(await may()).toBe('deny');
  await here.policies.create(accountId, { name: 'reading', text: text('lambda:Get*') });
  const arn = `arn:aws:iam::${accountId}:policy/reading`;
  await here.grants.attach(user, arn);
  expect(await may()).toBe('allow');
  await here.policies.createVersion(arn, text('s3:*'), true);
  expect(await may()).toBe('deny');
  await here.policies.setDefaultVersion(arn, 'v1');
  expect(await may()).toBe('allow');
  await here.grants.detach(user, arn);
  expect(await may()).toBe('deny');
});

test('a broadcast that fails or cannot be subscribed to fails nothing', async () => {
  const down: Broadcast = {
    publish: () => Promise.reject(new Error('down')),
    subscribe: () => Promise.reject(new Error('down')),
  };
  const alone = openIdentity({ connection, secretBox, broadcast: down });
  const user = await alone.users.create(accountId, { name: 'iris' });
  await alone.grants.attach(user, 'arn:aws:iam::aws:policy/AdministratorAccess');
  const request = { principal: userPrincipal(user), action: 'lambda:GetFunction', resource: '*' };
  expect((await alone.authorizer.authorize(request)).kind).toBe('allow');
  await alone.close();
});

test('a key sealed under another master key is a fault that is named, not an unknown key', async () => {
  const other = openIdentity({ connection, secretBox: SecretBox.fromMasterKey(randomBytes(32).toString('base64')) });
  await expect(other.accessKeys.find(key.accessKeyId, undefined)).rejects.toThrow('sealed under another master key');
  await other.close();
});

test('a policy that is attached at the moment it is deleted is either both or neither', async () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
  const user = await here.users.create(accountId, { name: 'jack' });
  for (let round = 0; round < 10; round++) {
    await here.policies.create(accountId, { name: `race${round}`, text });
    const arn = `arn:aws:iam::${accountId}:policy/race${round}`;
    const [attached, deleted] = await Promise.allSettled([here.grants.attach(user, arn), there.policies.delete(arn)]);
    expect([attached.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
    if (attached.status === 'fulfilled') await here.grants.detach(user, arn);
  }
});
