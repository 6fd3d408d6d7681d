import type { ConditionKeys } from '@hearth/aws-wire';
import { bucketArn, objectArn } from '@hearth/services';
import { bucketActions, objectActions, tagActions } from './s3-actions.js';

/** One permission that a call needs. */
export interface S3Demand {
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeys;
  /** The object whose tags are `s3:ExistingObjectTag`. */
  readonly object?: { readonly key: string; readonly versionId: string | undefined };
}

// biome-ignore lint/suspicious/noExplicitAny: the input of whichever operation it is, members as the SDK spells them
type AnyInput = Readonly<Record<string, any>>;

/**
 * What an operation needs permission for, on the bucket it names: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * What a copy reads and each key of DeleteObjects are asked for where they are met.
 */
export function s3Demands(operation: string, input: AnyInput): readonly S3Demand[] {
  if (operation === 'DeleteObjects') return [];
  const bucket = input.Bucket as string;
  const onBucket = bucketActions[operation];
  if (onBucket) return [{ action: onBucket, resource: bucketArn(bucket), keys: keysOf(input) }];
  const actions = objectActions[operation];
  if (!actions) throw new Error(`S3 has no permission for ${operation}`);
  const versionId = input.VersionId as string | undefined;
  const named = versionId === undefined ? actions.current : actions.version;
  const further = input.Tagging !== undefined && typeof input.Tagging === 'string' ? [tagActions] : [];
  return [...named, ...further].map((action) => ({
    action,
    resource: objectArn(bucket, input.Key),
    keys: keysOf(input),
    ...(actions.readsTags && { object: { key: input.Key, versionId } }),
  }));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html, by the members that carry them. */
const keyOfMember: Readonly<Record<string, string>> = {
  ACL: 's3:x-amz-acl',
  CopySource: 's3:x-amz-copy-source',
  Delimiter: 's3:delimiter',
  GrantFullControl: 's3:x-amz-grant-full-control',
  GrantRead: 's3:x-amz-grant-read',
  GrantReadACP: 's3:x-amz-grant-read-acp',
  GrantWriteACP: 's3:x-amz-grant-write-acp',
  IfMatch: 's3:if-match',
  IfNoneMatch: 's3:if-none-match',
  MaxKeys: 's3:max-keys',
  MetadataDirective: 's3:x-amz-metadata-directive',
  ObjectOwnership: 's3:x-amz-object-ownership',
  Prefix: 's3:prefix',
  SSECustomerAlgorithm: 's3:x-amz-server-side-encryption-customer-algorithm',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  StorageClass: 's3:x-amz-storage-class',
  VersionId: 's3:VersionId',
  WebsiteRedirectLocation: 's3:x-amz-website-redirect-location',
};

function keysOf(input: AnyInput): ConditionKeys {
  const keys = Object.entries(keyOfMember).flatMap(([member, key]) =>
    input[member] === undefined ? [] : [[key, [String(input[member])]] as const],
  );
  const constraint = input.CreateBucketConfiguration?.LocationConstraint;
  return {
    ...Object.fromEntries(keys),
    ...(constraint !== undefined && { 's3:locationconstraint': [String(constraint)] }),
    ...requestedTags(input.Tagging),
  };
}

function requestedTags(tagging: unknown): ConditionKeys {
  const tags = typeof tagging === 'string' ? [...new URLSearchParams(tagging)] : tagSetOf(tagging);
  if (tags.length === 0) return {};
  return {
    's3:RequestObjectTagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, [value]])),
  };
}

function tagSetOf(tagging: unknown): readonly [string, string][] {
  const { TagSet = [] } = (tagging ?? {}) as { TagSet?: readonly { Key?: string; Value?: string }[] };
  return TagSet.map(({ Key = '', Value = '' }) => [Key, Value]);
}
