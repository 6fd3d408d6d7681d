import type { NotificationConfiguration } from '../notifications/notification-configuration.js';
import type { Tags } from '../tags.js';

/** A bucket. The id is its own: a name used again gets a new one and inherits nothing. */
export interface Bucket {
  readonly id: string;
  /** Unique over all accounts. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  /** Undefined while it was never set. */
  readonly versioning: Versioning | undefined;
  /** The policy document as it was put. */
  readonly policy: string | undefined;
  readonly tags: Tags | undefined;
  readonly notifications: NotificationConfiguration;
  readonly publicAccess: PublicAccessBlock | undefined;
}

export type Versioning = 'Enabled' | 'Suspended';

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** New buckets block all public access: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const newBucketPublicAccess: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

export const bucketArn = (name: string) => `arn:aws:s3:::${name}`;
export const objectArn = (name: string, key: string) => `arn:aws:s3:::${name}/${key}`;
