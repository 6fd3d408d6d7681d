import type { Bucket } from './bucket.js';

/** Where buckets are kept. */
export interface BucketStore {
  /** False when the name is taken, in whichever account. */
  insert(bucket: Bucket): Promise<boolean>;
  find(name: string): Promise<Bucket | undefined>;
  /** By name. */
  list(accountId: string, filter: BucketFilter): Promise<readonly Bucket[]>;
  count(accountId: string): Promise<number>;
  /** False when the bucket is gone. Each setting replaces the one before; undefined ones stay as they are. */
  update(bucketId: string, settings: BucketSettings): Promise<boolean>;
  /** Also ends uploads that were not completed. `not-empty` while any version or delete marker is in it. */
  remove(bucketId: string): Promise<'removed' | 'not-empty'>;
}

export interface BucketFilter {
  readonly prefix: string;
  readonly region?: string;
  /** Names after this one. */
  readonly after?: string;
  readonly limit: number;
}

/** Null takes a setting away. */
export type BucketSettings = {
  readonly [Setting in 'versioning' | 'policy' | 'tags' | 'publicAccess' | 'notifications']?: Exclude<
    Bucket[Setting],
    undefined
  > | null;
};
