import { S3Error } from '../s3-error.js';

/** What a reader knows of an object and asks about. ETags as they came: quoted or not, `*`, or several. */
export interface ReadConditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: Date | undefined;
  readonly ifUnmodifiedSince?: Date | undefined;
}

interface Compared {
  readonly etag: string;
  readonly modifiedAt: Date;
}

/**
 * Decides whether a reader gets what it asked for, in the order of RFC 7232 section 6: a date does not count beside an ETag of the same kind.
 */
export function readOutcome(object: Compared, conditions: ReadConditions): 'serve' | 'not-modified' | FailedCondition {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) return 'If-Match';
  } else if (ifUnmodifiedSince && object.modifiedAt > ifUnmodifiedSince) {
    return 'If-Unmodified-Since';
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag) ? 'not-modified' : 'serve';
  return ifModifiedSince && object.modifiedAt <= ifModifiedSince ? 'not-modified' : 'serve';
}

type FailedCondition = 'If-Match' | 'If-Unmodified-Since';

/** Refuses with PreconditionFailed or NotModified. */
export function checkRead(object: Compared, conditions: ReadConditions): void {
  const outcome = readOutcome(object, conditions);
  if (outcome === 'not-modified') throw new S3Error('NotModified');
  if (outcome !== 'serve') throw failed(outcome);
}

/** A copy takes its source or is refused: for it not modified is a failure too. */
export function checkCopySource(source: Compared, conditions: ReadConditions): void {
  const outcome = readOutcome(source, conditions);
  if (outcome === 'serve') return;
  const unmodified = conditions.ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
  throw failed(`x-amz-copy-source-${outcome === 'not-modified' ? unmodified : outcome}`);
}

/** What a writer expects of a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export interface WriteConditions {
  readonly ifMatch?: string | undefined;
  /** S3 knows `*` alone. */
  readonly ifNoneMatch?: string | undefined;
}

/** `existing` is the newest version unless it is a delete marker. Refuses with PreconditionFailed or NoSuchKey. */
export function checkWrite(key: string, existing: Compared | undefined, { ifMatch, ifNoneMatch }: WriteConditions): void {
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', undefined, { Header: 'If-None-Match' });
  }
  if (ifNoneMatch === '*' && existing) throw failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (!existing) throw new S3Error('NoSuchKey', undefined, { Key: key });
  if (!matches(ifMatch, existing.etag)) throw failed('If-Match');
}

function matches(header: string, etag: string): boolean {
  return header.split(',').some((listed) => {
    const bare = listed
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}

const failed = (condition: string) => new S3Error('PreconditionFailed', undefined, { Condition: condition });
