import { randomUUID } from 'node:crypto';
import {
  type ChangedKey,
  type KeyChange,
  type KeyState,
  type ListedVersion,
  type MultipartUpload,
  noSuchBucket,
  noSuchUpload,
  type ObjectAddress,
  type ObjectVersion,
  type UploadedPart,
} from '@hearth/services';
import type pg from 'pg';
import { type ListedRow, listedColumns, toListed } from './object-rows.js';
import { toUploadedPart, type UploadPartRow, uploadPartColumns } from './upload-rows.js';

/** One key of a bucket under a lock that ends with the transaction. */
export class KeyTransaction {
  constructor(
    private readonly client: pg.PoolClient,
    private readonly address: ObjectAddress,
  ) {}

  async hold(upload: MultipartUpload | undefined): Promise<KeyState> {
    const { bucketId, key } = this.address;
    const buckets = await this.client.query<{ versioning: KeyState['versioning'] | null }>(
      'SELECT versioning, pg_advisory_xact_lock(hashtextextended($2, 0)) FROM s3_buckets WHERE id = $1 FOR KEY SHARE',
      [bucketId, `s3 ${bucketId} ${key}`],
    );
    if (!buckets.rows[0]) throw noSuchBucket('');
    const parts = upload ? await this.#holdUpload(upload.id) : [];
    return { versioning: buckets.rows[0].versioning ?? undefined, latest: await this.#latest(), parts };
  }

  async apply(change: KeyChange, { latest }: KeyState, upload: MultipartUpload | undefined): Promise<ChangedKey> {
    const removed = latest && change.removeVersionId !== undefined ? await this.#remove(change.removeVersionId) : undefined;
    if (removed?.isLatest && !change.add) await this.#promote();
    if (latest && !removed?.isLatest && change.add) await this.#demote();
    const added = change.add && (await this.#add(change.add));
    if (upload && change.endsUpload) await this.client.query('DELETE FROM s3_uploads WHERE id = $1', [upload.id]);
    return { added, removed };
  }

  async #holdUpload(uploadId: string): Promise<readonly UploadedPart[]> {
    const { rowCount } = await this.client.query('SELECT 1 FROM s3_uploads WHERE id = $1 FOR UPDATE', [uploadId]);
    if (!rowCount) throw noSuchUpload(uploadId);
    const { rows } = await this.client.query<UploadPartRow>(
      `SELECT ${uploadPartColumns} FROM s3_upload_parts WHERE upload_id = $1 ORDER BY number`,
      [uploadId],
    );
    return rows.map(toUploadedPart);
  }

  async #latest(): Promise<ListedVersion | undefined> {
    const { bucketId, key } = this.address;
    const { rows } = await this.client.query<ListedRow>(
      `SELECT ${listedColumns} FROM s3_objects WHERE bucket_id = $1 AND key = $2 ORDER BY sequence DESC LIMIT 1`,
      [bucketId, key],
    );
    return rows[0] && toListed(rows[0]);
  }

  async #remove(versionId: string): Promise<ListedVersion | undefined> {
    const { bucketId, key } = this.address;
    const { rows } = await this.client.query<ListedRow>(
      `DELETE FROM s3_objects WHERE bucket_id = $1 AND key = $2 AND version_id = $3 RETURNING ${listedColumns}`,
      [bucketId, key, versionId],
    );
    return rows[0] && toListed(rows[0]);
  }

  async #promote(): Promise<void> {
    const { bucketId, key } = this.address;
    await this.client.query(
      `UPDATE s3_objects SET is_latest = true WHERE bucket_id = $1 AND key = $2
       AND sequence = (SELECT max(sequence) FROM s3_objects WHERE bucket_id = $1 AND key = $2)`,
      [bucketId, key],
    );
  }

  async #demote(): Promise<void> {
    const { bucketId, key } = this.address;
    await this.client.query('UPDATE s3_objects SET is_latest = false WHERE bucket_id = $1 AND key = $2 AND is_latest', [
      bucketId,
      key,
    ]);
  }

  async #add(version: NonNullable<KeyChange['add']>): Promise<ObjectVersion> {
    const { bucketId, key } = this.address;
    const { checksum, parts } = version;
    const { rows } = await this.client.query<{ sequence: string }>(
      `WITH version AS (
         INSERT INTO s3_objects (id, bucket_id, key, version_id, is_latest, is_delete_marker, modified_at, size_bytes, etag,
           checksum_algorithm, checksum_type, checksum_value, properties, tags, upload_id)
         VALUES ($1, $2, $3, $4, true, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING sequence
       ), bytes AS (
         INSERT INTO s3_object_parts (object_id, number, sha256, size_bytes, checksum)
         SELECT $1::uuid, * FROM unnest($15::int[], $16::text[], $17::bigint[], $18::text[])
       ) SELECT sequence FROM version`,
      [
        randomUUID(),
        bucketId,
        key,
        version.versionId,
        version.isDeleteMarker,
        version.modifiedAt,
        version.sizeBytes,
        version.etag,
        checksum?.algorithm ?? null,
        checksum?.type ?? null,
        checksum?.value ?? null,
        JSON.stringify(version.properties),
        JSON.stringify(version.tags),
        version.uploadId ?? null,
        parts.map(({ number }) => number),
        parts.map(({ sha256Hex }) => sha256Hex),
        parts.map(({ sizeBytes }) => sizeBytes),
        parts.map(({ checksum }) => checksum ?? null),
      ],
    );
    return { ...version, bucketId, key, isLatest: true, sequence: BigInt(rows[0]!.sequence) };
  }
}
