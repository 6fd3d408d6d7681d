import { type Buckets, S3Error, type S3ErrorCode } from '@hearth/services';
import { ownerOf, serverSideEncryption } from './present.js';
import { notBuilt } from './read-properties.js';
import type { S3Group } from './s3-handlers.js';

type Group = S3Group<
  | 'GetBucketAcl'
  | 'PutBucketAcl'
  | 'GetBucketEncryption'
  | 'PutBucketEncryption'
  | 'GetBucketOwnershipControls'
  | 'PutBucketOwnershipControls'
  | 'GetBucketCors'
  | 'DeleteBucketCors'
  | 'GetBucketLifecycleConfiguration'
  | 'DeleteBucketLifecycle'
  | 'GetBucketWebsite'
  | 'DeleteBucketWebsite'
  | 'GetBucketReplication'
  | 'DeleteBucketReplication'
  | 'GetBucketLogging'
  | 'GetBucketRequestPayment'
  | 'GetBucketAccelerateConfiguration'
  | 'GetObjectLockConfiguration'
  | 'ListBucketAnalyticsConfigurations'
  | 'ListBucketIntelligentTieringConfigurations'
  | 'ListBucketInventoryConfigurations'
  | 'ListBucketMetricsConfigurations'
>;

/**
 * What a bucket has without anybody's setting it, told to the tools that look at everything. Setting it to what it is succeeds; setting it
 * to anything else is refused.
 */
export function bucketDefaultHandlers(buckets: Buckets): Group {
  const of = ({ Bucket }: { readonly Bucket: string | undefined }) => buckets.find(Bucket!);
  const none = (code: S3ErrorCode) => async (input: { readonly Bucket: string | undefined }) => {
    throw new S3Error(code, undefined, { BucketName: (await of(input)).name });
  };
  /** The bucket is there, and what is to be deleted is not. */
  const nothing = async (input: { readonly Bucket: string | undefined }) => {
    await of(input);
    return {};
  };
  const emptyList = async (input: { readonly Bucket: string | undefined }) => {
    await of(input);
    return { IsTruncated: false };
  };
  return {
    async GetBucketAcl(input) {
      const Owner = ownerOf(await of(input));
      return { Owner, Grants: [{ Grantee: { Type: 'CanonicalUser' as const, ...Owner }, Permission: 'FULL_CONTROL' as const }] };
    },

    PutBucketAcl: none('AccessControlListNotSupported'),

    async GetBucketEncryption(input) {
      await of(input);
      return {
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: serverSideEncryption }, BucketKeyEnabled: false }],
        },
      };
    },

    async PutBucketEncryption(input) {
      await of(input);
      const rules = input.ServerSideEncryptionConfiguration?.Rules ?? [];
      const [rule] = rules;
      const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
      if (rules.length !== 1 || !SSEAlgorithm) throw new S3Error('MalformedXML');
      if (SSEAlgorithm !== serverSideEncryption || KMSMasterKeyID || rule?.BucketKeyEnabled) {
        throw notBuilt('ServerSideEncryptionConfiguration', `Encryption with ${SSEAlgorithm}`);
      }
      return {};
    },

    async GetBucketOwnershipControls(input) {
      await of(input);
      return { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } };
    },

    async PutBucketOwnershipControls(input) {
      await of(input);
      const [rule] = input.OwnershipControls?.Rules ?? [];
      if (rule?.ObjectOwnership !== 'BucketOwnerEnforced') {
        throw notBuilt('OwnershipControls', `The object ownership ${rule?.ObjectOwnership}`);
      }
      return {};
    },

    GetBucketCors: none('NoSuchCORSConfiguration'),
    DeleteBucketCors: nothing,
    GetBucketLifecycleConfiguration: none('NoSuchLifecycleConfiguration'),
    DeleteBucketLifecycle: nothing,
    GetBucketWebsite: none('NoSuchWebsiteConfiguration'),
    DeleteBucketWebsite: nothing,
    GetBucketReplication: none('ReplicationConfigurationNotFoundError'),
    DeleteBucketReplication: nothing,
    GetBucketLogging: nothing,
    GetBucketAccelerateConfiguration: nothing,
    GetObjectLockConfiguration: none('ObjectLockConfigurationNotFoundError'),
    ListBucketAnalyticsConfigurations: emptyList,
    ListBucketIntelligentTieringConfigurations: emptyList,
    ListBucketInventoryConfigurations: emptyList,
    ListBucketMetricsConfigurations: emptyList,

    async GetBucketRequestPayment(input) {
      await of(input);
      return { Payer: 'BucketOwner' as const };
    },
  };
}
