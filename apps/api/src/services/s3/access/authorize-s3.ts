import type * as s3 from '@aws-sdk/client-s3';
import type { Authorization, Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { type Buckets, bucketArn, isLambdaBucket, S3Error } from '@hearth/services';
import { callerOf } from '../caller.js';
import { isPackageReader } from '../packages/package-reader.js';
import { requireOwner, type S3Access } from './s3-access.js';
import { type S3Demand, s3Demands } from './s3-demand.js';

/**
 * Asks for every permission that a call of S3 needs and leaves the wire none to ask for. A bucket that does not exist is refused as such
 * whoever asks, as S3 does.
 */
export function authorizeS3(buckets: Buckets, access: S3Access): Authorization<typeof s3, Principal> {
  return async (operation, input, call): Promise<'none'> => {
    if (operation === 'ListBuckets') {
      await access.require(call, undefined, { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*', keys: {} });
      return 'none';
    }
    if (operation === 'CreateBucket') {
      for (const demand of s3Demands(operation, input)) await access.require(call, undefined, demand);
      return 'none';
    }
    if (isLambdaBucket(input.Bucket)) return requirePackageReader(operation, call);
    const bucket = await buckets.find(input.Bucket);
    requireOwner(bucket, input.ExpectedBucketOwner);
    for (const demand of s3Demands(operation, input)) await access.require(call, bucket, demand);
    if (ownersAlone.has(operation) && callerOf(call).accountId !== bucket.accountId) throw new S3Error('MethodNotAllowed');
    return 'none';
  };
}

/** No policy opens itself to other accounts: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
const ownersAlone = new Set(['GetBucketPolicy', 'PutBucketPolicy', 'DeleteBucketPolicy']);

/** Lambda's own buckets are read by their links and otherwise closed to everybody. */
function requirePackageReader(operation: string, call: Call<Principal>): 'none' {
  if (isPackageReader(call) && (operation === 'GetObject' || operation === 'HeadObject')) return 'none';
  throw new S3Error('AccessDenied');
}

/** Permission to learn which keys there are. */
export const mayList = (bucket: string, prefix: string): S3Demand => ({
  action: 's3:ListBucket',
  resource: bucketArn(bucket),
  keys: { 's3:prefix': [prefix] },
});
