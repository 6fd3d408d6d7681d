/** Operations on buckets: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const bucketActions: Readonly<Record<string, string>> = {
  CreateBucket: 's3:CreateBucket',
  DeleteBucket: 's3:DeleteBucket',
  DeleteBucketCors: 's3:PutBucketCORS',
  DeleteBucketEncryption: 's3:PutEncryptionConfiguration',
  DeleteBucketLifecycle: 's3:PutLifecycleConfiguration',
  DeleteBucketOwnershipControls: 's3:PutBucketOwnershipControls',
  DeleteBucketPolicy: 's3:DeleteBucketPolicy',
  DeleteBucketReplication: 's3:PutReplicationConfiguration',
  DeleteBucketTagging: 's3:PutBucketTagging',
  DeleteBucketWebsite: 's3:DeleteBucketWebsite',
  DeletePublicAccessBlock: 's3:PutBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 's3:GetAccelerateConfiguration',
  GetBucketAcl: 's3:GetBucketAcl',
  GetBucketAnalyticsConfiguration: 's3:GetAnalyticsConfiguration',
  GetBucketCors: 's3:GetBucketCORS',
  GetBucketEncryption: 's3:GetEncryptionConfiguration',
  GetBucketIntelligentTieringConfiguration: 's3:GetIntelligentTieringConfiguration',
  GetBucketInventoryConfiguration: 's3:GetInventoryConfiguration',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketLogging: 's3:GetBucketLogging',
  GetBucketMetricsConfiguration: 's3:GetMetricsConfiguration',
  GetBucketNotificationConfiguration: 's3:GetBucketNotification',
  GetBucketOwnershipControls: 's3:GetBucketOwnershipControls',
  GetBucketPolicy: 's3:GetBucketPolicy',
  GetBucketPolicyStatus: 's3:GetBucketPolicyStatus',
  GetBucketReplication: 's3:GetReplicationConfiguration',
  GetBucketRequestPayment: 's3:GetBucketRequestPayment',
  GetBucketTagging: 's3:GetBucketTagging',
  GetBucketVersioning: 's3:GetBucketVersioning',
  GetBucketWebsite: 's3:GetBucketWebsite',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 's3:GetBucketPublicAccessBlock',
  HeadBucket: 's3:ListBucket',
  ListBucketAnalyticsConfigurations: 's3:GetAnalyticsConfiguration',
  ListBucketIntelligentTieringConfigurations: 's3:GetIntelligentTieringConfiguration',
  ListBucketInventoryConfigurations: 's3:GetInventoryConfiguration',
  ListBucketMetricsConfigurations: 's3:GetMetricsConfiguration',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListObjectVersions: 's3:ListBucketVersions',
  ListObjects: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  PutBucketAccelerateConfiguration: 's3:PutAccelerateConfiguration',
  PutBucketAcl: 's3:PutBucketAcl',
  PutBucketCors: 's3:PutBucketCORS',
  PutBucketEncryption: 's3:PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
  PutBucketLogging: 's3:PutBucketLogging',
  PutBucketNotificationConfiguration: 's3:PutBucketNotification',
  PutBucketOwnershipControls: 's3:PutBucketOwnershipControls',
  PutBucketPolicy: 's3:PutBucketPolicy',
  PutBucketReplication: 's3:PutReplicationConfiguration',
  PutBucketRequestPayment: 's3:PutBucketRequestPayment',
  PutBucketTagging: 's3:PutBucketTagging',
  PutBucketVersioning: 's3:PutBucketVersioning',
  PutBucketWebsite: 's3:PutBucketWebsite',
  PutObjectLockConfiguration: 's3:PutBucketObjectLockConfiguration',
  PutPublicAccessBlock: 's3:PutBucketPublicAccessBlock',
};

interface ObjectActions {
  /** For the newest version. */
  readonly current: readonly string[];
  /** For a version that the call names. */
  readonly version: readonly string[];
  /** Whether the tags that the object has are a condition key. */
  readonly readsTags?: true;
}

const same = (...actions: readonly string[]): ObjectActions => ({ current: actions, version: actions });
const tagged = (current: string, version: string): ObjectActions => ({ current: [current], version: [version], readsTags: true });

/** Operations on objects. */
export const objectActions: Readonly<Record<string, ObjectActions>> = {
  AbortMultipartUpload: same('s3:AbortMultipartUpload'),
  CompleteMultipartUpload: same('s3:PutObject'),
  CopyObject: same('s3:PutObject'),
  CreateMultipartUpload: same('s3:PutObject'),
  DeleteObject: { current: ['s3:DeleteObject'], version: ['s3:DeleteObjectVersion'] },
  DeleteObjectTagging: tagged('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  GetObject: tagged('s3:GetObject', 's3:GetObjectVersion'),
  GetObjectAcl: tagged('s3:GetObjectAcl', 's3:GetObjectVersionAcl'),
  GetObjectAttributes: {
    current: ['s3:GetObject', 's3:GetObjectAttributes'],
    version: ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'],
    readsTags: true,
  },
  GetObjectTagging: tagged('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  HeadObject: tagged('s3:GetObject', 's3:GetObjectVersion'),
  ListParts: same('s3:ListMultipartUploadParts'),
  PutObject: same('s3:PutObject'),
  PutObjectAcl: tagged('s3:PutObjectAcl', 's3:PutObjectVersionAcl'),
  PutObjectTagging: tagged('s3:PutObjectTagging', 's3:PutObjectVersionTagging'),
  UploadPart: same('s3:PutObject'),
  UploadPartCopy: same('s3:PutObject'),
};

/** Also needed when a writer sends tags. */
export const tagActions = 's3:PutObjectTagging';
