import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '../../../../tests/kit/database.js';
import { openPostgres, type PostgresConnection } from '../connection.js';
import { PostgresEvents } from '../events/postgres-events.js';
import { PostgresLayers } from '../layers/postgres-layers.js';
import { PostgresBlobUsers } from './postgres-blob-users.js';

let database: TestDatabase;
let postgres: PostgresConnection;
let users: PostgresBlobUsers;
beforeAll(async () => {
  database = await testDatabase();
  postgres = openPostgres(database.url);
  users = new PostgresBlobUsers(postgres.pool);
});
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

const scope = { accountId: '000000000000', region: 'us-east-1' };
let last = 0;
const newHash = () => (++last).toString(16).padStart(64, '0');

async function functionWith(codeSha256: string, layers: readonly string[] = []): Promise<string> {
  const id = randomUUID();
  await postgres.prisma.lambdaFunction.create({
    data: {
      id,
      ...scope,
      name: id,
      configurations: {
        create: {
          id: randomUUID(),
          codeSha256,
          codeBytes: 1,
          document: { layers: layers.map((sha256Hex) => ({ arn: 'arn', sha256Hex, sizeBytes: 1 })) },
        },
      },
    },
  });
  return id;
}

async function eventWith(sha256Hex: string): Promise<void> {
  const event = {
    ...scope,
    id: randomUUID(),
    functionId: 'f',
    functionName: 'f',
    qualifier: undefined,
    invokedFunctionArn: 'arn',
    payload: Buffer.alloc(0),
  };
  await new PostgresEvents(postgres.pool).add(event, { kind: 'blob', sha256Hex }, 0);
}

describe('a blob is needed', () => {
  it('by functions, their layers, layers and events, and by nobody else', async () => {
    const [code, first, second, layer, payload, nobodys] = [newHash(), newHash(), newHash(), newHash(), newHash(), newHash()];
    await functionWith(code, [first, second]);
    const contents = { description: '' };
    await new PostgresLayers(postgres).publish({ scope, name: 'l' }, { ...contents, code: { sha256Hex: layer, sizeBytes: 1 } });
    await eventWith(payload);
    const needed = await users.needed([code, first, second, layer, payload, nobodys]);
    expect([...needed].sort()).toEqual([code, first, second, layer, payload]);
  });

  it('by objects in S3 and by parts of uploads that go on', async () => {
    const [object, part] = [newHash(), newHash()];
    const bucketId = randomUUID();
    await postgres.pool.query(
      `INSERT INTO s3_buckets (id, name, account_id, region, created_at) VALUES ($1, 'b', '0', 'r', now())`,
      [bucketId],
    );
    const objectId = randomUUID();
    await postgres.pool.query(
      `INSERT INTO s3_objects (id, bucket_id, key, version_id, is_latest, is_delete_marker, modified_at, size_bytes, etag, properties, tags)
       VALUES ($1, $2, 'k', 'null', true, false, now(), 1, 'e', '{}', '{}')`,
      [objectId, bucketId],
    );
    await postgres.pool.query(`INSERT INTO s3_object_parts (object_id, number, sha256, size_bytes) VALUES ($1, 1, $2, 1)`, [
      objectId,
      object,
    ]);
    await postgres.pool.query(
      `INSERT INTO s3_uploads (id, bucket_id, key, started_at, initiator, properties, tags, checksum_algorithm, checksum_type, checksum_was_chosen)
       VALUES ('u', $1, 'k', now(), 'i', '{}', '{}', 'CRC32', 'FULL_OBJECT', false)`,
      [bucketId],
    );
    await postgres.pool.query(
      `INSERT INTO s3_upload_parts (upload_id, number, sha256, size_bytes, checksum, etag, modified_at) VALUES ('u', 1, $1, 1, 'c', 'e', now())`,
      [part],
    );
    expect([...(await users.needed([object, part, newHash()]))].sort()).toEqual([object, part]);
  });

  it('no longer when the last function that has it is gone', async () => {
    const [code, layer] = [newHash(), newHash()];
    const [one, other] = [await functionWith(code, [layer]), await functionWith(code)];
    await postgres.prisma.lambdaFunction.delete({ where: { id: one } });
    expect([...(await users.needed([code, layer]))]).toEqual([code]);
    await postgres.prisma.lambdaFunction.delete({ where: { id: other } });
    expect([...(await users.needed([code, layer]))]).toEqual([]);
  });
});

describe('collecting', () => {
  it('goes on in one process at a time, and in the next once that one is done or dead', async () => {
    const other = new PostgresBlobUsers(postgres.pool);
    const ran: string[] = [];
    await users.alone(async () => {
      ran.push('first');
      await other.alone(async () => void ran.push('at the same time'));
    });
    await expect(users.alone(() => Promise.reject(new Error('failed halfway')))).rejects.toThrow('failed halfway');
    await other.alone(async () => void ran.push('afterwards'));
    expect(ran).toEqual(['first', 'afterwards']);
  });
});
