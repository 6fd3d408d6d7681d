import { randomUUID } from 'node:crypto';
import type { Bucket, KeyChange } from '@hearth/services';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresBuckets } from './postgres-buckets.js';
import { PostgresObjects } from './postgres-objects.js';

let database: TestDatabase;
let connection: PostgresConnection;
let objects: PostgresObjects;
let buckets: PostgresBuckets;

beforeAll(async () => {
  database = await testDatabase();
  connection = openPostgres(database.url);
  objects = new PostgresObjects(connection.pool, { shardFor: () => 0, offer: () => {} });
  buckets = new PostgresBuckets(connection);
});
afterAll(async () => {
  await connection?.close();
  await database?.drop();
});

async function newBucket(): Promise<Bucket> {
  const bucket: Bucket = {
    id: randomUUID(),
    name: `bucket-${randomUUID()}`,
    accountId: '111111111111',
    region: 'us-east-1',
    createdAt: new Date(0),
    versioning: undefined,
    policy: undefined,
    tags: undefined,
    notifications: {},
    publicAccess: undefined,
  };
  await buckets.insert(bucket);
  return bucket;
}

const adding = (versionId: string, etag = 'e'): KeyChange => ({
  add: {
    versionId,
    isDeleteMarker: false,
    modifiedAt: new Date(0),
    sizeBytes: 1,
    etag,
    checksum: undefined,
    properties: { contentType: 'text/plain', userMetadata: {} },
    tags: {},
    parts: [{ number: 1, sha256Hex: 'ab'.repeat(32), sizeBytes: 1, checksum: undefined }],
    uploadId: undefined,
  },
});

describe('objects in Postgres', () => {
  it('are as they were when the decision refuses', async () => {
    const { id: bucketId } = await newBucket();
    await objects.change({ bucketId, key: 'k' }, () => adding('1', 'before'));
    const refused = objects.change({ bucketId, key: 'k' }, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect((await objects.find({ bucketId, key: 'k' }))!.etag).toBe('before');
  });

  it('show every decision what the one before it did, however many come at once', async () => {
    const { id: bucketId } = await newBucket();
    const count = ({ latest }: { latest: { etag: string } | undefined }) => Number(latest?.etag ?? 0);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        objects.change({ bucketId, key: 'k' }, (now) => adding(String(index), String(count(now) + 1))),
      ),
    );
    expect((await objects.find({ bucketId, key: 'k' }))!.etag).toBe('30');
    const versions = await objects.versions(bucketId, { prefix: '', limit: 100 });
    expect(versions.map(({ isLatest }) => isLatest)).toEqual([true, ...Array(29).fill(false)]);
  });

  it('have a newest version again when the newest is removed', async () => {
    const { id: bucketId } = await newBucket();
    for (const version of ['1', '2', '3']) await objects.change({ bucketId, key: 'k' }, () => adding(version));
    await objects.change({ bucketId, key: 'k' }, () => ({ removeVersionId: '3' }));
    expect((await objects.objects(bucketId, { prefix: '', limit: 10 })).map(({ versionId }) => versionId)).toEqual(['2']);
    await objects.change({ bucketId, key: 'k' }, () => ({ removeVersionId: '1' }));
    expect((await objects.find({ bucketId, key: 'k' }))!.isLatest).toBe(true);
  });

  it('are not written into a bucket that was deleted, and keep it from being deleted', async () => {
    const bucket = await newBucket();
    await objects.change({ bucketId: bucket.id, key: 'k' }, () => adding('null'));
    expect(await buckets.remove(bucket.id)).toBe('not-empty');
    await objects.change({ bucketId: bucket.id, key: 'k' }, () => ({ removeVersionId: 'null' }));
    expect(await buckets.remove(bucket.id)).toBe('removed');
    await expect(objects.change({ bucketId: bucket.id, key: 'k' }, () => adding('null'))).rejects.toMatchObject({
      code: 'NoSuchBucket',
    });
  });
});
