import type { Checksum, ListedVersion, ObjectProperties, ObjectVersion, StoredPart } from '@hearth/services';

/** A version without its parts, as `listedColumns` reads it. */
export interface ListedRow {
  readonly bucket_id: string;
  readonly key: string;
  readonly version_id: string;
  readonly sequence: string;
  readonly is_latest: boolean;
  readonly is_delete_marker: boolean;
  readonly modified_at: Date;
  readonly size_bytes: string;
  readonly etag: string;
  readonly checksum_algorithm: Checksum['algorithm'] | null;
  readonly checksum_type: Checksum['type'] | null;
  readonly checksum_value: string | null;
  readonly properties: ObjectProperties;
  readonly tags: Readonly<Record<string, string>>;
  readonly upload_id: string | null;
}

export interface ObjectRow extends ListedRow {
  readonly parts: readonly { number: number; sha256: string; size_bytes: number; checksum: string | null }[];
}

export const listedColumns = `bucket_id, key, version_id, sequence, is_latest, is_delete_marker, modified_at, size_bytes, etag,
  checksum_algorithm, checksum_type, checksum_value, properties, tags, upload_id`;

export const objectColumns = `${listedColumns}, (
  SELECT coalesce(json_agg(json_build_object('number', number, 'sha256', sha256, 'size_bytes', p.size_bytes, 'checksum', checksum)
    ORDER BY number), '[]') FROM s3_object_parts p WHERE p.object_id = s3_objects.id) AS parts`;

export function toListed(row: ListedRow): ListedVersion {
  const { checksum_algorithm: algorithm, checksum_type: type, checksum_value: value } = row;
  return {
    bucketId: row.bucket_id,
    key: row.key,
    versionId: row.version_id,
    sequence: BigInt(row.sequence),
    isLatest: row.is_latest,
    isDeleteMarker: row.is_delete_marker,
    modifiedAt: row.modified_at,
    sizeBytes: Number(row.size_bytes),
    etag: row.etag,
    checksum: algorithm && type && value ? { algorithm, type, value } : undefined,
    properties: row.properties,
    tags: row.tags,
    uploadId: row.upload_id ?? undefined,
  };
}

export function toObject(row: ObjectRow): ObjectVersion {
  return { ...toListed(row), parts: row.parts.map(toPart) };
}

const toPart = ({ number, sha256, size_bytes, checksum }: ObjectRow['parts'][number]): StoredPart => ({
  number,
  sha256Hex: sha256,
  sizeBytes: size_bytes,
  checksum: checksum ?? undefined,
});
