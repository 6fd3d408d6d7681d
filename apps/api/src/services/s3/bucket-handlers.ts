import {
  type BucketStore,
  type Buckets,
  bucketArn,
  invalidArgument,
  locationConstraintOf,
  readTags,
  S3Error,
} from '@hearth/services';
import { readToken, tokenOf } from './continuation-token.js';
import { canonicalUserId } from './present.js';
import { notBuilt } from './read-properties.js';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'CreateBucket' | 'DeleteBucket' | 'HeadBucket' | 'ListBuckets' | 'GetBucketLocation'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
const bucketsPerPage = 10_000;

export function bucketHandlers(buckets: Buckets, store: BucketStore): Group {
  return {
    async CreateBucket(input, call) {
      refuseOptions(input);
      const { LocationConstraint, Tags } = input.CreateBucketConfiguration ?? {};
      const bucket = await buckets.create({
        name: input.Bucket!,
        accountId: call.accountId,
        endpointRegion: call.region,
        locationConstraint: LocationConstraint,
        ...(Tags?.length && { tags: readTags(Tags, 'bucket') }),
      });
      return { Location: locationOf(bucket.name, call.region), BucketArn: bucketArn(bucket.name) };
    },

    async DeleteBucket(input) {
      await buckets.remove(await buckets.find(input.Bucket!));
      return {};
    },

    async HeadBucket(input) {
      const { name, region } = await buckets.find(input.Bucket!);
      return { BucketArn: bucketArn(name), BucketRegion: region, AccessPointAlias: false };
    },

    async ListBuckets(input, call) {
      const limit = input.MaxBuckets ?? bucketsPerPage;
      if (limit < 1 || limit > bucketsPerPage) {
        throw invalidArgument('max-buckets', String(limit), 'Argument max-buckets must be an integer between 1 and 10000');
      }
      const after = readToken(input.ContinuationToken)?.key;
      const found = await store.list(call.accountId, {
        prefix: input.Prefix ?? '',
        ...(input.BucketRegion && { region: input.BucketRegion }),
        ...(after !== undefined && { after }),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      return {
        Owner: { ID: canonicalUserId(call.accountId) },
        Buckets: page.map(({ name, createdAt, region }) => ({
          Name: name,
          CreationDate: createdAt,
          BucketArn: bucketArn(name),
          // Told to those alone who ask by pages: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html
          ...((input.MaxBuckets !== undefined || input.BucketRegion || input.Prefix) && { BucketRegion: region }),
        })),
        ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
        ...(found.length > limit && { ContinuationToken: tokenOf({ kind: 'key', key: page.at(-1)!.name }) }),
      };
    },

    async GetBucketLocation(input) {
      const { region } = await buckets.find(input.Bucket!);
      return { LocationConstraint: locationConstraintOf(region) as never };
    },
  };
}

/** As AWS tells it: a path where the bucket's region is that of everybody, else an address. */
function locationOf(name: string, endpointRegion: string): string {
  return endpointRegion === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
}

function refuseOptions(input: S3Input<'CreateBucket'>): void {
  const grants = [input.GrantFullControl, input.GrantRead, input.GrantReadACP, input.GrantWrite, input.GrantWriteACP];
  if ((input.ACL && input.ACL !== 'private') || grants.some(Boolean)) throw new S3Error('InvalidBucketAclWithObjectOwnership');
  if (input.ObjectLockEnabledForBucket) throw notBuilt('x-amz-bucket-object-lock-enabled', 'Object Lock');
  if (input.ObjectOwnership && input.ObjectOwnership !== 'BucketOwnerEnforced') {
    throw notBuilt('x-amz-object-ownership', `The object ownership ${input.ObjectOwnership}`);
  }
  const { Bucket: directory, Location: zone } = input.CreateBucketConfiguration ?? {};
  if (directory || zone) throw notBuilt('Bucket', 'A directory bucket');
}
