import { randomBytes } from 'node:crypto';
import type { Bucket } from '../buckets/bucket.js';
import { wholeSecond } from '../buckets/buckets.js';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksum.js';
import type { Notifications } from '../notifications/notifications.js';
import type { ByteRange, ObjectBytes } from '../objects/object-bytes.js';
import { checkObjectKey } from '../objects/object-key.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { ObjectProperties, ObjectVersion } from '../objects/object-version.js';
import { type AuthoredWrite, presentOf } from '../objects/objects.js';
import { checkWrite } from '../objects/preconditions.js';
import { readParts } from '../objects/read-parts.js';
import { receive } from '../objects/receive.js';
import { addition } from '../objects/version-change.js';
import { invalidArgument, noSuchBucket, noSuchUpload, S3Error } from '../s3-error.js';
import type { Tags } from '../tags.js';
import { assemble, type Completion } from './assemble.js';
import { checksumOfUpload } from './checksum-of-upload.js';
import type { MultipartUpload, UploadedPart } from './multipart-upload.js';
import type { UploadStore } from './upload-store.js';

/** Takes objects in parts. */
export class MultipartUploads {
  constructor(
    private readonly uploads: UploadStore,
    private readonly objects: ObjectStore,
    private readonly bytes: ObjectBytes,
    private readonly notifications: Notifications,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async start(bucket: Bucket, key: string, start: UploadStart): Promise<MultipartUpload> {
    checkObjectKey(key);
    const { initiator, properties, tags } = start;
    const upload: MultipartUpload = {
      id: newUploadId(this.now()),
      bucketId: bucket.id,
      key,
      startedAt: wholeSecond(this.now()),
      initiator,
      properties,
      tags,
      ...checksumOfUpload(start.algorithm, start.type),
    };
    if (!(await this.uploads.insert(upload))) throw noSuchBucket(bucket.name);
    return upload;
  }

  /** Refuses with NoSuchUpload. */
  async find(bucket: Bucket, key: string, uploadId: string): Promise<MultipartUpload> {
    const upload = await this.uploads.find(bucket.id, key, uploadId);
    if (!upload) throw noSuchUpload(uploadId);
    return upload;
  }

  /** `algorithm` is undefined when the writer sends no checksum. */
  async putPart(
    upload: MultipartUpload,
    number: number,
    content: AsyncIterable<Uint8Array>,
    algorithm?: ChecksumAlgorithm,
  ): Promise<UploadedPart> {
    checkPartNumber(number);
    checkAlgorithm(upload, algorithm);
    const { sha256Hex, sizeBytes, checksum, md5 } = await receive(this.bytes, content, upload.checksumAlgorithm);
    const uploaded = { number, sha256Hex, sizeBytes, checksum, etag: md5, modifiedAt: wholeSecond(this.now()) };
    if (!(await this.uploads.putPart(upload.id, uploaded))) throw noSuchUpload(upload.id);
    return uploaded;
  }

  async copyPart(
    upload: MultipartUpload,
    number: number,
    source: ObjectVersion,
    range: ByteRange | undefined,
  ): Promise<UploadedPart> {
    checkPartNumber(number);
    return this.putPart(upload, number, await readParts(this.bytes, source.parts, range));
  }

  /** Completing again what was completed answers the same, for a writer that did not hear the first answer. */
  async complete(
    bucket: Bucket,
    key: string,
    uploadId: string,
    completion: Completion,
    write: AuthoredWrite,
  ): Promise<ObjectVersion> {
    try {
      return await this.assembled(bucket, await this.find(bucket, key, uploadId), completion, write);
    } catch (error) {
      if (!(error instanceof S3Error) || error.code !== 'NoSuchUpload') throw error;
      const existing = await this.objects.find({ bucketId: bucket.id, key });
      if (existing?.uploadId !== uploadId) throw error;
      return existing;
    }
  }

  private async assembled(
    bucket: Bucket,
    upload: MultipartUpload,
    completion: Completion,
    { author, conditions }: AuthoredWrite,
  ): Promise<ObjectVersion> {
    const { id: uploadId, bucketId, key, properties, tags } = upload;
    const modifiedAt = wholeSecond(this.now());
    const announce = await this.notifications.ofCreation(bucket, key, author, 'ObjectCreated:CompleteMultipartUpload');
    const { added } = await this.objects.change(
      { bucketId, key },
      ({ versioning, latest, parts }) => {
        const assembled = assemble(upload, parts, completion);
        checkWrite(key, presentOf(latest), conditions);
        const version = { ...assembled, isDeleteMarker: false, modifiedAt, properties, tags, uploadId };
        return { ...addition(versioning, version), endsUpload: true };
      },
      { upload, announce },
    );
    return added!;
  }

  async abort(upload: MultipartUpload): Promise<void> {
    if (!(await this.uploads.remove(upload.id))) throw noSuchUpload(upload.id);
  }
}

export interface UploadStart {
  readonly initiator: string;
  readonly properties: ObjectProperties;
  readonly tags: Tags;
  readonly algorithm?: ChecksumAlgorithm | undefined;
  readonly type?: ChecksumType | undefined;
}

/** Begins with the time: uploads of one key are listed by their start, and their ids are in the same order. */
function newUploadId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time}.${randomBytes(48).toString('base64').replaceAll('+', '.').replaceAll('/', '_')}`;
}

function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return;
  throw invalidArgument('partNumber', String(number), 'Part number must be an integer between 1 and 10000, inclusive');
}

/** An upload for which no algorithm was chosen takes parts with any: clients of today choose one for each request. */
function checkAlgorithm({ checksumAlgorithm, checksumWasChosen }: MultipartUpload, given: ChecksumAlgorithm | undefined): void {
  if (!checksumWasChosen || given === undefined || given === checksumAlgorithm) return;
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${given.toLowerCase()}`,
  );
}
