import { S3Error } from '@hearth/services';
import type { S3Group } from './s3-handlers.js';

type Group = S3Group<
  | 'PutBucketCors'
  | 'PutBucketLifecycleConfiguration'
  | 'PutBucketWebsite'
  | 'PutBucketReplication'
  | 'PutBucketLogging'
  | 'PutBucketRequestPayment'
  | 'PutBucketAccelerateConfiguration'
  | 'PutObjectLockConfiguration'
>;

/** Settings that would have no effect. They are refused, so that nobody relies on them. */
export const unbuiltHandlers: Group = {
  PutBucketCors: refuse('CORS configurations'),
  PutBucketLifecycleConfiguration: refuse('Lifecycle configurations'),
  PutBucketWebsite: refuse('Website configurations'),
  PutBucketReplication: refuse('Replication configurations'),
  PutBucketLogging: refuse('Server access logging'),
  PutBucketRequestPayment: refuse('Requester pays'),
  PutBucketAccelerateConfiguration: refuse('Transfer acceleration'),
  PutObjectLockConfiguration: refuse('Object Lock'),
};

function refuse(what: string): () => never {
  return () => {
    throw new S3Error('NotImplemented', `${what}: not implemented.`);
  };
}
