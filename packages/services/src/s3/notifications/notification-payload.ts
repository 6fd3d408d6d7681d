import { createHash } from 'node:crypto';
import { type Bucket, bucketArn } from '../buckets/bucket.js';
import { nullVersion } from '../objects/object-version.js';
import type { Author } from './author.js';
import type { EventName, Happening } from './happening.js';

/** One happening, as one function is told of it. */
export interface Told {
  readonly bucket: Bucket;
  readonly key: string;
  readonly configurationId: string;
  readonly author: Author;
  readonly happening: Happening;
  /** Grows with what happens to a key. */
  readonly sequencer: bigint;
  readonly at: Date;
}

/** What a function is given: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function notificationPayload({ bucket, key, configurationId, author, happening, sequencer, at }: Told): Uint8Array {
  const { name, version } = happening;
  const isTagging = name.startsWith('ObjectTagging');
  const record = {
    eventVersion: isTagging ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: at.toISOString(),
    eventName: name,
    userIdentity: { principalId: author.principalId },
    requestParameters: { sourceIPAddress: author.sourceIpAddress },
    responseElements: { 'x-amz-request-id': author.requestId, 'x-amz-id-2': author.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: principalIdOf(bucket.accountId) },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: formEncoded(key),
        ...contentOf(name, version),
        ...(version.versionId !== nullVersion && { versionId: version.versionId }),
        ...(!isTagging && { sequencer: sequencer.toString(16).toUpperCase().padStart(18, '0') }),
      },
    },
  };
  return Buffer.from(JSON.stringify({ Records: [record] }));
}

const emptyMd5 = createHash('md5').digest('hex');

/** Of what was removed nothing is said but which it was. */
function contentOf(name: EventName, { sizeBytes, etag }: Happening['version']) {
  if (name === 'ObjectRemoved:Delete') return {};
  if (name === 'ObjectRemoved:DeleteMarkerCreated') return { eTag: emptyMd5 };
  return name.startsWith('ObjectCreated') ? { size: sizeBytes, eTag: etag } : { eTag: etag };
}

/** As forms write it, a space as `+`; slashes stay. */
const formEncoded = (key: string) =>
  String(new URLSearchParams([['', key]]))
    .slice(1)
    .replaceAll('%2F', '/');

/** What notifications call an account: `A` and 13 letters and digits that never change. */
function principalIdOf(accountId: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(`notifying account ${accountId}`).digest('hex')}`);
  return `A${digits.toString(36).toUpperCase().slice(0, 13)}`;
}
