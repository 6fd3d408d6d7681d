import { randomUUID } from 'node:crypto';
import { type EventSourceMapping, MappingSettler } from '@hearth/lambda';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresEventSourceMappings } from './postgres-event-source-mappings.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };
const queue = 'arn:aws:sqs:us-east-1:111111111111:orders';

let database: TestDatabase;
let connection: PostgresConnection;
let mappings: PostgresEventSourceMappings;
beforeEach(async () => {
  database = await testDatabase();
  connection = openPostgres(database.url);
  mappings = new PostgresEventSourceMappings(connection);
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

function aMapping(changes: Partial<EventSourceMapping> = {}): EventSourceMapping {
  return {
    ...scope,
    id: randomUUID(),
    functionName: 'f',
    source: { kind: 'sqs', arn: queue },
    settings: { batchSize: 10, batchingWindowSeconds: 0, functionResponseTypes: [], filterPatterns: ['{"a":[1]}'] },
    enabled: true,
    state: 'Creating',
    settlesAt: new Date(0),
    modifiedAt: new Date(1_000),
    tags: { team: 'a' },
    revisionId: randomUUID(),
    ...changes,
  };
}

it('gives back what was kept, and nothing to another account or region', async () => {
  const mapping = aMapping({ qualifier: 'live' });
  expect(await mappings.insert(mapping)).toEqual({ kind: 'kept' });
  expect(await mappings.find(scope, mapping.id)).toEqual(mapping);
  expect(await mappings.find({ ...scope, accountId: '222222222222' }, mapping.id)).toBeUndefined();
  expect(await mappings.find({ ...scope, region: 'eu-west-1' }, mapping.id)).toBeUndefined();
  expect(await mappings.find(scope, 'not a uuid at all')).toBeUndefined();
});

it('finds a mapping by its id as it is printed, and not by the same in capitals', async () => {
  const mapping = aMapping({ id: '14e0db71-5d35-4eb5-b481-8945cf9d10c2', functionName: 'capitals' });
  await mappings.insert(mapping);
  expect(await mappings.find(scope, mapping.id)).toEqual(mapping);
  expect(await mappings.find(scope, mapping.id.toUpperCase())).toBeUndefined();
});

it('keeps one of many mappings of one source to one function that are made at the same time', async () => {
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => mappings.insert(aMapping())));
  expect(outcomes.filter(({ kind }) => kind === 'kept')).toHaveLength(1);
  const { items } = await mappings.list(scope, {}, { limit: 50 });
  expect(items).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.kind === 'already-mapped') expect(outcome.by.id).toBe(items[0]!.id);
});

it('tells apart topics of the same servers, and finds a server that two lists share', async () => {
  const kafka = (bootstrapServers: string[], topic: string) =>
    aMapping({ source: { kind: 'self-managed-kafka', bootstrapServers }, settings: { batchSize: 100, topics: [topic] } });
  const first = kafka(['a:1', 'b:1'], 'x');
  expect(await mappings.insert(first)).toEqual({ kind: 'kept' });
  expect(await mappings.insert(kafka(['a:1'], 'y'))).toEqual({ kind: 'kept' });
  expect(await mappings.insert(kafka(['b:1', 'c:1'], 'x'))).toMatchObject({ kind: 'already-mapped', by: { id: first.id } });
});

it('takes the place of the expected revision alone, and leaves the tags', async () => {
  const mapping = aMapping();
  await mappings.insert(mapping);
  const next = { ...mapping, state: 'Enabled', revisionId: randomUUID(), tags: {} } as const;
  expect(await mappings.replace(randomUUID(), next)).toEqual({ kind: 'changed' });
  expect(await mappings.replace(mapping.revisionId, next)).toEqual({ kind: 'kept' });
  expect(await mappings.find(scope, mapping.id)).toMatchObject({ state: 'Enabled', tags: { team: 'a' } });
  expect(await mappings.remove(mapping.revisionId, mapping.id)).toBe(false);
  expect(await mappings.remove(next.revisionId, mapping.id)).toBe(true);
});

it('changes tags only from what they were', async () => {
  const mapping = aMapping();
  await mappings.insert(mapping);
  expect(await mappings.replaceTags(mapping.id, { team: 'b' }, { team: 'c' })).toBe(false);
  expect(await mappings.replaceTags(mapping.id, { team: 'a' }, { team: 'c' })).toBe(true);
  expect((await mappings.find(scope, mapping.id))!.tags).toEqual({ team: 'c' });
});

it('lists by source and by function page by page, whatever is deleted meanwhile', async () => {
  const functions = ['f', 'g', 'h', 'i', 'j'];
  for (const functionName of functions) await mappings.insert(aMapping({ functionName }));
  await mappings.insert(aMapping({ qualifier: 'live' }));
  const first = await mappings.list(scope, { sourceArn: queue }, { limit: 3 });
  expect(first.items).toHaveLength(3);
  await mappings.remove(first.items[2]!.revisionId, first.items[2]!.id);
  const second = await mappings.list(scope, { sourceArn: queue }, { limit: 3, after: first.next! });
  expect(second.next).toBeUndefined();
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(6);
  const ofF = await mappings.list(scope, { fn: { name: 'f', qualifier: undefined } }, { limit: 50 });
  expect(ofF.items.map(({ functionName, qualifier }) => [functionName, qualifier])).toEqual([['f', undefined]]);
  expect((await mappings.list(scope, { sourceArn: `${queue}2` }, { limit: 50 })).items).toEqual([]);
});

it('is settled by any process, once, also what a killed one began', async () => {
  const creating = aMapping();
  const deleting = aMapping({ functionName: 'g', state: 'Deleting' });
  const later = aMapping({ functionName: 'h', settlesAt: new Date(Date.now() + 3_600_000) });
  for (const mapping of [creating, deleting, later]) await mappings.insert(mapping);
  const errors: unknown[] = [];
  const settlers = [1, 2, 3].map(() => new MappingSettler(mappings, (error) => errors.push(error), 5));
  for (const settler of settlers) settler.start();
  const states = async () =>
    (await mappings.list(scope, {}, { limit: 50 })).items.map(({ functionName, state }) => [functionName, state]);
  for (const deadline = Date.now() + 10_000; Date.now() < deadline && (await mappings.due(10)).length > 0; );
  await Promise.all(settlers.map((settler) => settler.drain()));
  expect(errors).toEqual([]);
  expect(new Map((await states()) as [string, string][])).toEqual(
    new Map([
      ['f', 'Enabled'],
      ['h', 'Creating'],
    ]),
  );
  expect((await mappings.find(scope, creating.id))!.settlesAt).toBeUndefined();
});
