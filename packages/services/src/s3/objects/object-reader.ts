import type { Readable } from 'node:stream';
import type { Bucket } from '../buckets/bucket.js';
import { invalidArgument, noSuchKey, noSuchVersion, S3Error } from '../s3-error.js';
import { byteRange } from './byte-range.js';
import type { ByteRange, ObjectBytes } from './object-bytes.js';
import type { ObjectStore } from './object-store.js';
import { type ObjectVersion, wasUploadedInParts } from './object-version.js';
import { readParts } from './read-parts.js';

/** Finds objects and reads their bytes. */
export class ObjectReader {
  constructor(
    private readonly store: Pick<ObjectStore, 'find'>,
    private readonly bytes: ObjectBytes,
  ) {}

  /**
   * The newest version, or the one named. Refuses with NoSuchKey, NoSuchVersion, and for a delete marker that is named
   * MethodNotAllowed; a refusal because of a delete marker carries it as `deleteMarker`.
   */
  async find(bucket: Bucket, key: string, versionId?: string): Promise<ObjectVersion> {
    if (versionId === '') throw invalidArgument('versionId', '', 'Version id cannot be the empty string');
    const found = await this.store.find({ bucketId: bucket.id, key }, versionId);
    if (!found) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
    if (!found.isDeleteMarker) return found;
    const refusal =
      versionId === undefined ? noSuchKey(key) : new S3Error('MethodNotAllowed', undefined, { ResourceType: 'DeleteMarker' });
    throw Object.assign(refusal, { deleteMarker: found });
  }

  /** What a Range header or a part number means for this object. Refuses with InvalidRange and InvalidPartNumber. */
  selection(
    version: ObjectVersion,
    asked: { readonly range?: string | undefined; readonly partNumber?: number | undefined },
  ): Selection {
    if (asked.partNumber === undefined) return { range: byteRange(asked.range, version.sizeBytes) };
    if (asked.range !== undefined)
      throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
    return { range: partRange(version, asked.partNumber), partsCount: version.parts.length };
  }

  read(version: ObjectVersion, range: ByteRange | undefined): Promise<Readable> {
    return readParts(this.bytes, version.parts, range);
  }
}

export interface Selection {
  /** Undefined for all bytes. */
  readonly range: ByteRange | undefined;
  /** Where one part was asked for. */
  readonly partsCount?: number;
}

function partRange(version: ObjectVersion, partNumber: number): ByteRange | undefined {
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000) {
    throw invalidArgument('partNumber', String(partNumber), 'Part number must be an integer between 1 and 10000, inclusive');
  }
  if (!wasUploadedInParts(version) && partNumber === 1) {
    return version.sizeBytes === 0 ? undefined : { startByte: 0, endByte: version.sizeBytes - 1 };
  }
  const at = version.parts.findIndex(({ number }) => number === partNumber);
  if (at === -1) {
    throw new S3Error('InvalidPartNumber', undefined, {
      ActualPartCount: String(version.parts.length),
      PartNumberRequested: String(partNumber),
    });
  }
  const startByte = version.parts.slice(0, at).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { startByte, endByte: startByte + version.parts[at]!.sizeBytes - 1 };
}
