import type { Bucket } from '../buckets/bucket.js';
import { wholeSecond } from '../buckets/buckets.js';
import { type ChecksumAlgorithm, defaultChecksumAlgorithm } from '../checksums/checksum.js';
import type { Author } from '../notifications/author.js';
import type { Creation, Tagging } from '../notifications/happening.js';
import type { Notifications } from '../notifications/notifications.js';
import { noSuchKey, S3Error } from '../s3-error.js';
import type { Tags } from '../tags.js';
import type { ObjectBytes } from './object-bytes.js';
import { checkObjectKey } from './object-key.js';
import type { KeyState, ObjectStore } from './object-store.js';
import {
  type ListedVersion,
  type NewObjectVersion,
  type ObjectProperties,
  type ObjectVersion,
  type StoredPart,
  wasUploadedInParts,
} from './object-version.js';
import { checkWrite, type WriteConditions } from './preconditions.js';
import { readParts } from './read-parts.js';
import { putBytesMax, receive } from './receive.js';
import { addition, deletion } from './version-change.js';

/** Writes, copies, tags and deletes objects, and tells of it. */
export class Objects {
  constructor(
    private readonly store: ObjectStore,
    private readonly bytes: ObjectBytes,
    private readonly notifications: Notifications,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Resolves once the object is durable; readers see the one before until then. */
  async put(bucket: Bucket, key: string, content: AsyncIterable<Uint8Array>, write: ObjectWrite): Promise<ObjectVersion> {
    checkObjectKey(key);
    const version = await this.received(content, write, write.algorithm ?? defaultChecksumAlgorithm);
    return this.commit(bucket, key, version, write, 'ObjectCreated:Put');
  }

  /** `source` is read as it is now; its bytes are copied only where the copy's ETag or checksum differ from its own. */
  async copy(bucket: Bucket, key: string, source: ObjectVersion, write: ObjectWrite): Promise<ObjectVersion> {
    checkObjectKey(key);
    if (source.sizeBytes > putBytesMax) throw tooLargeToCopy();
    const { algorithm = source.checksum?.algorithm ?? defaultChecksumAlgorithm } = write;
    if (!wasUploadedInParts(source) && source.checksum?.algorithm === algorithm) {
      const { etag, sizeBytes, checksum, parts } = source;
      await Promise.all(parts.map(({ sha256Hex }) => this.bytes.renew(sha256Hex)));
      const version = { ...this.described(write), etag, sizeBytes, checksum, parts };
      return this.commit(bucket, key, version, write, 'ObjectCreated:Copy');
    }
    const content = await readParts(this.bytes, source.parts, undefined);
    return this.commit(bucket, key, await this.received(content, write, algorithm), write, 'ObjectCreated:Copy');
  }

  /** Deletes a key, or for ever the version named. Deleting what is not there succeeds. */
  async remove(
    bucket: Bucket,
    key: string,
    versionId: string | undefined,
    { author, conditions }: AuthoredWrite,
  ): Promise<Removal> {
    checkObjectKey(key);
    const modifiedAt = wholeSecond(this.now());
    const decide = ({ versioning, latest }: KeyState) => {
      if (conditions.ifMatch !== undefined) checkWrite(key, presentOf(latest), conditions);
      return versionId === undefined ? deletion(versioning, modifiedAt) : { removeVersionId: versionId };
    };
    const announce = await this.notifications.ofRemoval(bucket, key, author);
    const { added, removed } = await this.store.change({ bucketId: bucket.id, key }, decide, { announce });
    if (versionId !== undefined) return { versionId, isDeleteMarker: removed?.isDeleteMarker ?? false };
    return { versionId: added?.versionId, isDeleteMarker: added !== undefined };
  }

  /** Refuses with NoSuchKey when the version is gone. */
  async replaceTags(bucket: Bucket, version: ObjectVersion, tags: Tags, author: Author, name: Tagging): Promise<void> {
    const announce = await this.notifications.ofTagging(bucket, version.key, author, name);
    if (!(await this.store.replaceTags(version, tags, announce))) throw noSuchKey(version.key);
  }

  private async received(
    content: AsyncIterable<Uint8Array>,
    write: Described,
    algorithm: ChecksumAlgorithm,
  ): Promise<NewObjectVersion> {
    const { md5, sizeBytes, sha256Hex, checksum } = await receive(this.bytes, content, algorithm);
    const part: StoredPart = { number: 1, sha256Hex, sizeBytes, checksum: undefined };
    return {
      ...this.described(write),
      sizeBytes,
      etag: md5,
      checksum: { algorithm, type: 'FULL_OBJECT', value: checksum },
      parts: [part],
    };
  }

  private described({ properties, tags }: Described) {
    return { isDeleteMarker: false, modifiedAt: wholeSecond(this.now()), properties, tags, uploadId: undefined } as const;
  }

  private async commit(
    bucket: Bucket,
    key: string,
    version: NewObjectVersion,
    { author, conditions }: AuthoredWrite,
    name: Creation,
  ): Promise<ObjectVersion> {
    const decide = ({ versioning, latest }: KeyState) => {
      checkWrite(key, presentOf(latest), conditions);
      return addition(versioning, version);
    };
    const announce = await this.notifications.ofCreation(bucket, key, author, name);
    return (await this.store.change({ bucketId: bucket.id, key }, decide, { announce })).added!;
  }
}

interface Described {
  readonly properties: ObjectProperties;
  readonly tags: Tags;
}

export interface AuthoredWrite {
  readonly author: Author;
  readonly conditions: WriteConditions;
}

export interface ObjectWrite extends Described, AuthoredWrite {
  /** Of the checksum that is kept; S3's own choice, or for a copy that of its source, unless given. */
  readonly algorithm?: ChecksumAlgorithm | undefined;
}

export interface Removal {
  /** Of what was removed, or of the delete marker that was added. */
  readonly versionId: string | undefined;
  readonly isDeleteMarker: boolean;
}

/** The newest version unless it is a delete marker. */
export const presentOf = (latest: ListedVersion | undefined) => (latest?.isDeleteMarker ? undefined : latest);

const tooLargeToCopy = () =>
  new S3Error(
    'InvalidRequest',
    `The specified copy source is larger than the maximum allowable size for a copy source: ${putBytesMax}`,
  );
