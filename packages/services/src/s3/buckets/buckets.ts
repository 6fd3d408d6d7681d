import { randomUUID } from 'node:crypto';
import { noSuchBucket, S3Error } from '../s3-error.js';
import { type Bucket, newBucketPublicAccess } from './bucket.js';
import { isBucketName } from './bucket-name.js';
import { regionOfNewBucket } from './bucket-region.js';
import type { BucketSettings, BucketStore } from './bucket-store.js';
import { isLambdaBucket } from './lambda-bucket.js';

/** https://docs.aws.amazon.com/general/latest/gr/s3.html: general purpose buckets of an account. */
const bucketsMax = 10_000;

/** Makes, finds and removes buckets. */
export class Buckets {
  constructor(
    private readonly store: BucketStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Making a bucket again that one owns in us-east-1 changes nothing and succeeds, as it always has there. */
  async create({ name, accountId, endpointRegion, locationConstraint, tags }: NewBucket): Promise<Bucket> {
    if (!isBucketName(name)) throw new S3Error('InvalidBucketName', undefined, { BucketName: name });
    if (isLambdaBucket(name)) throw new S3Error('BucketAlreadyExists', undefined, { BucketName: name });
    const region = regionOfNewBucket(endpointRegion, locationConstraint);
    const bucket: Bucket = {
      id: randomUUID(),
      name,
      accountId,
      region,
      createdAt: wholeSecond(this.now()),
      versioning: undefined,
      policy: undefined,
      tags,
      notifications: {},
      publicAccess: newBucketPublicAccess,
    };
    const existing = await this.store.find(name);
    if (!existing && (await this.store.count(accountId)) >= bucketsMax) throw new S3Error('TooManyBuckets');
    if (!existing && (await this.store.insert(bucket))) return bucket;
    const holder = existing ?? (await this.find(name));
    if (holder.accountId !== accountId) throw new S3Error('BucketAlreadyExists', undefined, { BucketName: name });
    if (endpointRegion === 'us-east-1' && holder.region === 'us-east-1') return holder;
    throw new S3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: name });
  }

  /** Refuses with NoSuchBucket. */
  async find(name: string): Promise<Bucket> {
    const bucket = await this.store.find(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  async update(bucket: Bucket, settings: BucketSettings): Promise<void> {
    if (!(await this.store.update(bucket.id, settings))) throw noSuchBucket(bucket.name);
  }

  async remove(bucket: Bucket): Promise<void> {
    const outcome = await this.store.remove(bucket.id);
    if (outcome === 'not-empty') throw new S3Error('BucketNotEmpty', undefined, { BucketName: bucket.name });
  }
}

export interface NewBucket {
  readonly name: string;
  readonly accountId: string;
  /** Of the request's signature. */
  readonly endpointRegion: string;
  readonly locationConstraint: string | undefined;
  readonly tags?: Bucket['tags'];
}

/** S3 knows no moments finer than a second. */
export const wholeSecond = (moment: Date) => new Date(Math.floor(moment.getTime() / 1000) * 1000);
