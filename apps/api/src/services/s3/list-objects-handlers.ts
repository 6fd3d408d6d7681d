import {
  type Bucket,
  type Buckets,
  type Entry,
  type Folded,
  fold,
  invalidArgument,
  type KeyRange,
  type ListedVersion,
  type ObjectStore,
  successorOf,
} from '@hearth/services';
import { type ListPosition, readToken, tokenOf } from './continuation-token.js';
import { ownerOf, quoted } from './present.js';
import { readMax } from './read-max.js';
import type { S3Group } from './s3-handlers.js';

type Group = S3Group<'ListObjects' | 'ListObjectsV2'>;

export function listObjectsHandlers(buckets: Buckets, store: ObjectStore): Group {
  return {
    async ListObjects(input) {
      const bucket = await buckets.find(input.Bucket!);
      const max = readMax('max-keys', input.MaxKeys);
      const { Prefix = '', Delimiter, Marker = '' } = input;
      const page = await list(store, bucket, {
        prefix: Prefix,
        delimiter: Delimiter,
        position: markedBy(Marker, Prefix, Delimiter),
        max,
      });
      const last = page.entries.at(-1);
      return {
        Name: bucket.name,
        Prefix,
        Marker,
        MaxKeys: max,
        IsTruncated: page.isTruncated,
        ...(Delimiter && { Delimiter }),
        // Without a delimiter the last key is the next marker, and S3 leaves it to the client to see that.
        ...(page.isTruncated && Delimiter && last && { NextMarker: nameOf(last) }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        ...present(page, bucket, true),
      };
    },

    async ListObjectsV2(input) {
      const bucket = await buckets.find(input.Bucket!);
      const max = readMax('max-keys', input.MaxKeys);
      const { Prefix = '', Delimiter, StartAfter, ContinuationToken } = input;
      if (ContinuationToken === '') {
        throw invalidArgument('continuation-token', '', 'The continuation token provided is incorrect');
      }
      const position = readToken(ContinuationToken) ?? markedBy(StartAfter ?? '', Prefix, Delimiter);
      const page = await list(store, bucket, { prefix: Prefix, delimiter: Delimiter, position, max });
      const last = page.entries.at(-1);
      return {
        Name: bucket.name,
        Prefix,
        MaxKeys: max,
        KeyCount: page.entries.length,
        IsTruncated: page.isTruncated,
        ...(Delimiter && { Delimiter }),
        ...(StartAfter !== undefined && { StartAfter }),
        ...(ContinuationToken !== undefined && { ContinuationToken }),
        ...(page.isTruncated && last && { NextContinuationToken: tokenOf(positionOf(last)) }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        ...present(page, bucket, input.FetchOwner === true),
      };
    },
  };
}

interface Query {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly position: ListPosition | undefined;
  readonly max: number;
}

type From = NonNullable<KeyRange['from']>;

function list(store: ObjectStore, bucket: Bucket, { position, ...query }: Query): Promise<Folded<ListedVersion>> {
  const isPrefix = position?.kind === 'common-prefix';
  const from: From | undefined = position && !isPrefix ? { key: position.key, inclusive: false } : undefined;
  return fold<ListedVersion, From>(
    { ...query, delimiter: query.delimiter || undefined, from, ...(isPrefix && { afterCommonPrefix: position.key }) },
    {
      read: (range) => store.objects(bucket.id, range),
      after: ({ key }) => ({ key, inclusive: false }),
      afterPrefix: (prefix) => ({ key: successorOf(prefix) ?? prefix, inclusive: true }),
    },
  );
}

/** A marker that is a common prefix itself stands for all that it folds: so the pages of ListObjects go on. */
export function markedBy(marker: string, prefix: string, delimiter: string | undefined): ListPosition | undefined {
  if (marker === '') return undefined;
  const isFolded =
    delimiter && marker.startsWith(prefix) && marker.indexOf(delimiter, prefix.length) === marker.length - delimiter.length;
  return { kind: isFolded && marker.length > prefix.length ? 'common-prefix' : 'key', key: marker };
}

const nameOf = (entry: Entry<ListedVersion>) => (entry.kind === 'item' ? entry.item.key : entry.prefix);

const positionOf = (entry: Entry<ListedVersion>): ListPosition =>
  entry.kind === 'item' ? { kind: 'key', key: entry.item.key } : { kind: 'common-prefix', key: entry.prefix };

function present({ entries }: Folded<ListedVersion>, bucket: Bucket, withOwner: boolean) {
  const contents = entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []));
  const prefixes = entries.flatMap((entry) => (entry.kind === 'common-prefix' ? [entry.prefix] : []));
  return {
    ...(contents.length > 0 && {
      Contents: contents.map((version) => ({ ...presentListed(version), ...(withOwner && { Owner: ownerOf(bucket) }) })),
    }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })) }),
  };
}

/** What every listing tells of a version. */
export function presentListed({ key, modifiedAt, etag, sizeBytes, checksum }: ListedVersion) {
  return {
    Key: key,
    LastModified: modifiedAt,
    ETag: quoted(etag),
    ...(checksum && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: sizeBytes,
    StorageClass: 'STANDARD' as const,
  };
}
