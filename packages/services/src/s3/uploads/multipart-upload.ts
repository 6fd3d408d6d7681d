import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksum.js';
import type { ObjectProperties, StoredPart } from '../objects/object-version.js';
import type { Tags } from '../tags.js';

/** An object that is being uploaded in parts. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucketId: string;
  readonly key: string;
  readonly startedAt: Date;
  /** ARN of whoever started it. */
  readonly initiator: string;
  readonly properties: ObjectProperties;
  readonly tags: Tags;
  readonly checksumAlgorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  /** Whether the writer chose the algorithm: answers name it only then. */
  readonly checksumWasChosen: boolean;
}

export interface UploadedPart extends StoredPart {
  readonly checksum: string;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly modifiedAt: Date;
}
