import type { EventHint, EventHints } from '@hearth/lambda';
import type {
  Announce,
  ChangedKey,
  Further,
  KeyChange,
  KeyRange,
  KeyState,
  ListedVersion,
  ObjectAddress,
  ObjectStore,
  ObjectVersion,
  Tags,
  VersionRange,
} from '@hearth/services';
import type pg from 'pg';
import { acceptNotices } from './accept-notices.js';
import { inTransaction } from './in-transaction.js';
import { keyBounds } from './key-bounds.js';
import { KeyTransaction } from './key-transaction.js';
import { type ListedRow, listedColumns, type ObjectRow, objectColumns, toListed, toObject } from './object-rows.js';

export class PostgresObjects implements ObjectStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly hints: EventHints,
  ) {}

  async change(
    address: ObjectAddress,
    decide: (now: KeyState) => KeyChange,
    { upload, announce }: Further = {},
  ): Promise<ChangedKey> {
    const { changed, accepted } = await inTransaction(this.pool, async (client) => {
      const transaction = new KeyTransaction(client, address);
      const now = await transaction.hold(upload);
      const changed = await transaction.apply(decide(now), now, upload);
      if (!announce) return { changed, accepted: [] };
      return { changed, accepted: await acceptNotices(client, this.hints, (sequencer) => announce(changed, sequencer)) };
    });
    this.offer(accepted);
    return changed;
  }

  async find({ bucketId, key }: ObjectAddress, versionId?: string): Promise<ObjectVersion | undefined> {
    const { rows } = await this.pool.query<ObjectRow>(
      `SELECT ${objectColumns} FROM s3_objects WHERE bucket_id = $1 AND key = $2 ${versionId === undefined ? '' : 'AND version_id = $3'}
       ORDER BY sequence DESC LIMIT 1`,
      versionId === undefined ? [bucketId, key] : [bucketId, key, versionId],
    );
    return rows[0] && toObject(rows[0]);
  }

  async replaceTags(version: ObjectVersion, tags: Tags, announce?: Announce<ObjectVersion>): Promise<boolean> {
    const { bucketId, key, versionId } = version;
    const update = {
      text: 'UPDATE s3_objects SET tags = $4 WHERE bucket_id = $1 AND key = $2 AND version_id = $3',
      values: [bucketId, key, versionId, JSON.stringify(tags)],
    };
    if (!announce) return (await this.pool.query(update)).rowCount === 1;
    const accepted = await inTransaction(this.pool, async (client) => {
      if ((await client.query(update)).rowCount !== 1) return undefined;
      return acceptNotices(client, this.hints, (sequencer) => announce(version, sequencer));
    });
    this.offer(accepted ?? []);
    return accepted !== undefined;
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

  private offer(accepted: readonly EventHint[]): void {
    for (const hint of accepted) this.hints.offer(hint);
  }
}
