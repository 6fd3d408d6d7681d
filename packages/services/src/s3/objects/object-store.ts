import type { Versioning } from '../buckets/bucket.js';
import type { Announce } from '../notifications/notifications.js';
import type { Tags } from '../tags.js';
import type { MultipartUpload, UploadedPart } from '../uploads/multipart-upload.js';
import type { ListedVersion, NewObjectVersion, ObjectVersion } from './object-version.js';

/** Where objects are kept, each key with all its versions. */
export interface ObjectStore {
  /**
   * Runs `decide` while nobody else can change this key, and does what it says in one transaction, which also keeps what is announced.
   * Refuses with NoSuchBucket when the bucket is gone, and with NoSuchUpload when an `upload` is given and gone. What `decide` throws
   * leaves everything as it was. Both functions may be run again when the database asks for that.
   */
  change(address: ObjectAddress, decide: (now: KeyState) => KeyChange, further?: Further): Promise<ChangedKey>;
  /** The newest version, delete markers included, unless one is named. */
  find(address: ObjectAddress, versionId?: string): Promise<ObjectVersion | undefined>;
  /** False when the version is gone. What is announced is kept with the tags. */
  replaceTags(version: ObjectVersion, tags: Tags, announce?: Announce<ObjectVersion>): Promise<boolean>;
  /** Newest versions that are objects, in the order of their keys' UTF-8 bytes. */
  objects(bucketId: string, range: KeyRange): Promise<readonly ListedVersion[]>;
  /** Every version and delete marker, by key and then the newest first. */
  versions(bucketId: string, range: VersionRange): Promise<readonly ListedVersion[]>;
}

export interface Further {
  readonly upload?: MultipartUpload | undefined;
  readonly announce?: Announce<ChangedKey> | undefined;
}

export interface ObjectAddress {
  readonly bucketId: string;
  readonly key: string;
}

export interface KeyState {
  readonly versioning: Versioning | undefined;
  readonly latest: ListedVersion | undefined;
  /** Of the upload that was given, by number; otherwise empty. */
  readonly parts: readonly UploadedPart[];
}

export interface KeyChange {
  /** Removed first. */
  readonly removeVersionId?: string;
  /** Becomes the newest version of the key. */
  readonly add?: NewObjectVersion & { readonly versionId: string };
  /** The upload that was given has become this version. */
  readonly endsUpload?: boolean;
}

export interface ChangedKey {
  readonly added: ObjectVersion | undefined;
  readonly removed: ListedVersion | undefined;
}

export interface KeyRange {
  readonly prefix: string;
  /** Keys after it, or from it on. */
  readonly from?: { readonly key: string; readonly inclusive: boolean };
  readonly limit: number;
}

export interface VersionRange {
  readonly prefix: string;
  /** Keys from it on; of that key itself only versions older than the given one, or none where there is none. */
  readonly from?: { readonly key: string; readonly inclusive: boolean; readonly olderThan?: bigint };
  readonly limit: number;
}
