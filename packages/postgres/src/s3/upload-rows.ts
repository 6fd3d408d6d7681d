import type { MultipartUpload, UploadedPart } from '@hearth/services';

export interface UploadPartRow {
  readonly number: number;
  readonly sha256: string;
  readonly size_bytes: string;
  readonly checksum: string;
  readonly etag: string;
  readonly modified_at: Date;
}

export const uploadPartColumns = 'number, sha256, size_bytes, checksum, etag, modified_at';

export const toUploadedPart = (row: UploadPartRow): UploadedPart => ({
  number: row.number,
  sha256Hex: row.sha256,
  sizeBytes: Number(row.size_bytes),
  checksum: row.checksum,
  etag: row.etag,
  modifiedAt: row.modified_at,
});

export interface UploadRow {
  readonly id: string;
  readonly bucket_id: string;
  readonly key: string;
  readonly started_at: Date;
  readonly initiator: string;
  readonly properties: MultipartUpload['properties'];
  readonly tags: MultipartUpload['tags'];
  readonly checksum_algorithm: MultipartUpload['checksumAlgorithm'];
  readonly checksum_type: MultipartUpload['checksumType'];
  readonly checksum_was_chosen: boolean;
}

export const uploadColumns =
  'id, bucket_id, key, started_at, initiator, properties, tags, checksum_algorithm, checksum_type, checksum_was_chosen';

export const toUpload = (row: UploadRow): MultipartUpload => ({
  id: row.id,
  bucketId: row.bucket_id,
  key: row.key,
  startedAt: row.started_at,
  initiator: row.initiator,
  properties: row.properties,
  tags: row.tags,
  checksumAlgorithm: row.checksum_algorithm,
  checksumType: row.checksum_type,
  checksumWasChosen: row.checksum_was_chosen,
});
