import type { MultipartUpload, UploadedPart, UploadRange, UploadStore } from '@hearth/services';
import type pg from 'pg';
import { keyBounds } from './key-bounds.js';
import { toUpload, toUploadedPart, type UploadPartRow, type UploadRow, uploadColumns, uploadPartColumns } from './upload-rows.js';

const foreignKeyViolation = '23503';

export class PostgresUploads implements UploadStore {
  constructor(private readonly pool: pg.Pool) {}

  insert(upload: MultipartUpload): Promise<boolean> {
    return this.#unlessGone(`INSERT INTO s3_uploads (${uploadColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
      upload.id,
      upload.bucketId,
      upload.key,
      upload.startedAt,
      upload.initiator,
      JSON.stringify(upload.properties),
      JSON.stringify(upload.tags),
      upload.checksumAlgorithm,
      upload.checksumType,
      upload.checksumWasChosen,
    ]);
  }

  async find(bucketId: string, key: string, uploadId: string): Promise<MultipartUpload | undefined> {
    const { rows } = await this.pool.query<UploadRow>(
      `SELECT ${uploadColumns} FROM s3_uploads WHERE id = $1 AND bucket_id = $2 AND key = $3`,
      [uploadId, bucketId, key],
    );
    return rows[0] && toUpload(rows[0]);
  }

  putPart(uploadId: string, part: UploadedPart): Promise<boolean> {
    return this.#unlessGone(
      `INSERT INTO s3_upload_parts (upload_id, ${uploadPartColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (upload_id, number) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
         checksum = excluded.checksum, etag = excluded.etag, modified_at = excluded.modified_at`,
      [uploadId, part.number, part.sha256Hex, part.sizeBytes, part.checksum, part.etag, part.modifiedAt],
    );
  }

  async parts(uploadId: string, afterNumber: number, limit: number): Promise<readonly UploadedPart[]> {
    const { rows } = await this.pool.query<UploadPartRow>(
      `SELECT ${uploadPartColumns} FROM s3_upload_parts WHERE upload_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [uploadId, afterNumber, limit],
    );
    return rows.map(toUploadedPart);
  }

  async list(bucketId: string, { prefix, from, limit }: UploadRange): Promise<readonly MultipartUpload[]> {
    const { condition, values } = keyBounds(prefix, from, 5);
    const { rows } = await this.pool.query<UploadRow>(
      `SELECT ${uploadColumns} FROM s3_uploads
       WHERE bucket_id = $1 AND ($3::text IS NULL OR key > $3 OR id > $4) AND ${condition} ORDER BY key, id LIMIT $2`,
      [bucketId, limit, from?.afterUploadId === undefined ? null : from.key, from?.afterUploadId ?? null, ...values],
    );
    return rows.map(toUpload);
  }

  async remove(uploadId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('DELETE FROM s3_uploads WHERE id = $1', [uploadId]);
    return rowCount === 1;
  }

  /** False when what the row belongs to does not exist. */
  async #unlessGone(statement: string, values: readonly unknown[]): Promise<boolean> {
    try {
      await this.pool.query(statement, [...values]);
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === foreignKeyViolation) return false;
      throw error;
    }
  }
}
