import { S3Error } from '../s3-error.js';

const firstRegion = 'us-east-1';

/**
 * The region of a new bucket, from where the request was sent and what its LocationConstraint says. Only us-east-1 makes buckets for
 * others, and its own have no constraint: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function regionOfNewBucket(endpointRegion: string, constraint: string | undefined): string {
  if (constraint === firstRegion && endpointRegion === firstRegion) throw invalid(constraint);
  if (constraint !== undefined && !/^(EU|[a-z]{2}(-[a-z]+)+-\d)$/.test(constraint)) throw invalid(constraint);
  const named = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (endpointRegion === firstRegion) return named ?? firstRegion;
  if (named === endpointRegion) return named;
  throw new S3Error(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

/** As GetBucketLocation says it: nothing for us-east-1. */
export const locationConstraintOf = (region: string): string | undefined => (region === firstRegion ? undefined : region);

const invalid = (constraint: string) => new S3Error('InvalidLocationConstraint', undefined, { LocationConstraint: constraint });
