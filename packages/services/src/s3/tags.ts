import { S3Error } from './s3-error.js';

export type Tags = Readonly<Record<string, string>>;

interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html and CostAllocTagging.html */
const tagsMax = { object: 10, bucket: 50 } as const;
const keyLengthMax = 128;
const valueLengthMax = 256;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Refuses with InvalidTag, or BadRequest's words where there are too many. */
export function readTags(given: readonly GivenTag[], on: keyof typeof tagsMax): Tags {
  if (given.length > tagsMax[on]) {
    throw new S3Error('InvalidTag', `${on === 'object' ? 'Object' : 'Bucket'} tag count cannot be greater than ${tagsMax[on]}`);
  }
  const tags: Record<string, string> = Object.create(null);
  for (const { Key: key = '', Value: value = '' } of given) {
    if (key.length === 0 || key.length > keyLengthMax || !allowed.test(key))
      throw new S3Error('InvalidTag', undefined, { TagKey: key });
    if (value.length > valueLengthMax || !allowed.test(value)) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid', { TagValue: value });
    }
    if (key.startsWith('aws:')) throw new S3Error('InvalidTag', 'System tags cannot be added/updated by requester');
    if (key in tags) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key', { TagKey: key });
    tags[key] = value;
  }
  return { ...tags };
}

/** Reads tags as a header carries them, in the form of a query string. */
export function readTagsHeader(header: string): Tags {
  const pairs = [...new URLSearchParams(header)];
  return readTags(
    pairs.map(([Key, Value]) => ({ Key, Value })),
    'object',
  );
}

export const tagSetOf = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
