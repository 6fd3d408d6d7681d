import type {
  ChangedKey,
  KeyChange,
  KeyRange,
  KeyState,
  ListedVersion,
  MultipartUpload,
  ObjectAddress,
  ObjectStore,
  ObjectVersion,
  Tags,
  VersionRange,
} from '@hearth/services';
import type pg from 'pg';
import { inTransaction } from './in-transaction.js';
import { keyBounds } from './key-bounds.js';
import { KeyTransaction } from './key-transaction.js';
import { type ListedRow, listedColumns, type ObjectRow, objectColumns, toListed, toObject } from './object-rows.js';

export class PostgresObjects implements ObjectStore {
  constructor(private readonly pool: pg.Pool) {}

  change(address: ObjectAddress, decide: (now: KeyState) => KeyChange, upload?: MultipartUpload): Promise<ChangedKey> {
    return inTransaction(this.pool, async (client) => {
      const transaction = new KeyTransaction(client, address);
      const now = await transaction.hold(upload);
      return transaction.apply(decide(now), now, upload);
    });
  }

  async find({ bucketId, key }: ObjectAddress, versionId?: string): Promise<ObjectVersion | undefined> {
    const { rows } = await this.pool.query<ObjectRow>(
      `SELECT ${objectColumns} FROM s3_objects WHERE bucket_id = $1 AND key = $2 ${versionId === undefined ? '' : 'AND version_id = $3'}
       ORDER BY sequence DESC LIMIT 1`,
      versionId === undefined ? [bucketId, key] : [bucketId, key, versionId],
    );
    return rows[0] && toObject(rows[0]);
  }

  async replaceTags({ bucketId, key, versionId }: ObjectVersion, tags: Tags): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE s3_objects SET tags = $4 WHERE bucket_id = $1 AND key = $2 AND version_id = $3',
      [bucketId, key, versionId, JSON.stringify(tags)],
    );
    return rowCount === 1;
  }

  async objects(bucketId: string, { prefix, from, limit }: KeyRange): Promise<readonly ListedVersion[]> {
    const { condition, values } = keyBounds(prefix, from, 3);
    const { rows } = await this.pool.query<ListedRow>(
      `SELECT ${listedColumns} FROM s3_objects
       WHERE bucket_id = $1 AND is_latest AND NOT is_delete_marker AND ${condition} ORDER BY key LIMIT $2`,
      [bucketId, limit, ...values],
    );
    return rows.map(toListed);
  }

  async versions(bucketId: string, { prefix, from, limit }: VersionRange): Promise<readonly ListedVersion[]> {
    const { condition, values } = keyBounds(prefix, from, 5);
    const { rows } = await this.pool.query<ListedRow>(
      `SELECT ${listedColumns} FROM s3_objects
       WHERE bucket_id = $1 AND ($3::text IS NULL OR key > $3 OR sequence < $4) AND ${condition}
       ORDER BY key, sequence DESC LIMIT $2`,
      [bucketId, limit, from?.olderThan === undefined ? null : from.key, from?.olderThan ?? null, ...values],
    );
    return rows.map(toListed);
  }
}
