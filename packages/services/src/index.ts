export {
  type Bucket,
  bucketArn,
  newBucketPublicAccess,
  objectArn,
  type PublicAccessBlock,
  type Versioning,
} from './s3/buckets/bucket.js';
export { locationConstraintOf } from './s3/buckets/bucket-region.js';
export type { BucketFilter, BucketSettings, BucketStore } from './s3/buckets/bucket-store.js';
export { Buckets, type NewBucket } from './s3/buckets/buckets.js';
export { isLambdaBucket, type LambdaBucketKind, lambdaBucket } from './s3/buckets/lambda-bucket.js';
export { type Checksum, type ChecksumAlgorithm, type ChecksumType, checksumAlgorithms } from './s3/checksums/checksum.js';
export { type Entry, type Folded, fold } from './s3/listing/fold.js';
export { successorOf } from './s3/listing/successor-of.js';
export type { Author } from './s3/notifications/author.js';
export { checkDestinationArn } from './s3/notifications/check-destination-arn.js';
export { checkNotifications, unvalidatedDestinations } from './s3/notifications/check-notifications.js';
export type { InvokableFunctions } from './s3/notifications/invokable-functions.js';
export type { Notice, Recipient } from './s3/notifications/notice.js';
export type { LambdaNotification, NotificationConfiguration } from './s3/notifications/notification-configuration.js';
export { type Announce, Notifications } from './s3/notifications/notifications.js';
export { copiedRange } from './s3/objects/byte-range.js';
export type { ByteRange, ObjectBytes, WrittenBytes } from './s3/objects/object-bytes.js';
export { ObjectReader, type Selection } from './s3/objects/object-reader.js';
export type {
  ChangedKey,
  Further,
  KeyChange,
  KeyRange,
  KeyState,
  ObjectAddress,
  ObjectStore,
  VersionRange,
} from './s3/objects/object-store.js';
export {
  defaultContentType,
  type ListedVersion,
  type ObjectProperties,
  type ObjectVersion,
  type StoredPart,
  wasUploadedInParts,
} from './s3/objects/object-version.js';
export { Objects, type ObjectWrite, type Removal } from './s3/objects/objects.js';
export { checkCopySource, checkRead, type ReadConditions, type WriteConditions } from './s3/objects/preconditions.js';
export {
  invalidArgument,
  noSuchBucket,
  noSuchKey,
  noSuchUpload,
  noSuchVersion,
  S3Error,
  type S3ErrorCode,
} from './s3/s3-error.js';
export { readTags, readTagsHeader, type Tags, tagSetOf } from './s3/tags.js';
export type { Completion, NamedPart } from './s3/uploads/assemble.js';
export type { MultipartUpload, UploadedPart } from './s3/uploads/multipart-upload.js';
export { MultipartUploads, type UploadStart } from './s3/uploads/multipart-uploads.js';
export type { UploadRange, UploadStore } from './s3/uploads/upload-store.js';
