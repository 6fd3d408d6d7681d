import {
  type Bucket,
  type Buckets,
  type Entry,
  fold,
  invalidArgument,
  type ListedVersion,
  type ObjectStore,
  successorOf,
  type VersionRange,
} from '@hearth/services';
import { markedBy, presentListed } from './list-objects-handlers.js';
import { ownerOf } from './present.js';
import { readMax } from './read-max.js';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'ListObjectVersions'>;
type From = NonNullable<VersionRange['from']>;

export function listVersionsHandlers(buckets: Buckets, store: ObjectStore): Group {
  return {
    async ListObjectVersions(input) {
      const bucket = await buckets.find(input.Bucket!);
      const max = readMax('max-keys', input.MaxKeys);
      const { Prefix = '', Delimiter, KeyMarker = '', VersionIdMarker = '' } = input;
      const { entries, isTruncated } = await fold<ListedVersion, From>(
        { prefix: Prefix, delimiter: Delimiter || undefined, max, ...(await start(store, bucket, input)) },
        {
          read: (range) => store.versions(bucket.id, range),
          after: ({ key, sequence }) => ({ key, inclusive: true, olderThan: sequence }),
          afterPrefix: (prefix) => ({ key: successorOf(prefix) ?? prefix, inclusive: true }),
        },
      );
      return {
        Name: bucket.name,
        Prefix,
        KeyMarker,
        VersionIdMarker,
        MaxKeys: max,
        IsTruncated: isTruncated,
        ...(Delimiter && { Delimiter }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        ...(isTruncated && presentNext(entries.at(-1)!)),
        ...present(entries, bucket),
      };
    },
  };
}

/** Where the page starts: behind a version, a key or all that a common prefix folds. */
async function start(store: ObjectStore, bucket: Bucket, input: S3Input<'ListObjectVersions'>) {
  const { Prefix = '', Delimiter, KeyMarker = '', VersionIdMarker } = input;
  if (VersionIdMarker && !KeyMarker) {
    throw invalidArgument('version-id-marker', VersionIdMarker, 'A version-id marker cannot be specified without a key marker.');
  }
  const position = markedBy(KeyMarker, Prefix, Delimiter);
  if (!position) return { from: undefined };
  if (position.kind === 'common-prefix' && !VersionIdMarker) return { from: undefined, afterCommonPrefix: position.key };
  if (!VersionIdMarker) return { from: { key: position.key, inclusive: false } };
  const marker = await store.find({ bucketId: bucket.id, key: KeyMarker }, VersionIdMarker);
  if (!marker) throw invalidArgument('version-id-marker', VersionIdMarker, 'Invalid version id specified');
  return { from: { key: KeyMarker, inclusive: true, olderThan: marker.sequence } };
}

function presentNext(last: Entry<ListedVersion>) {
  if (last.kind === 'common-prefix') return { NextKeyMarker: last.prefix };
  return { NextKeyMarker: last.item.key, NextVersionIdMarker: last.item.versionId };
}

function present(entries: readonly Entry<ListedVersion>[], bucket: Bucket) {
  const items = entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []));
  const versions = items.filter(({ isDeleteMarker }) => !isDeleteMarker);
  const markers = items.filter(({ isDeleteMarker }) => isDeleteMarker);
  const prefixes = entries.flatMap((entry) => (entry.kind === 'common-prefix' ? [entry.prefix] : []));
  const common = ({ versionId, isLatest }: ListedVersion) => ({
    VersionId: versionId,
    IsLatest: isLatest,
    Owner: ownerOf(bucket),
  });
  return {
    ...(versions.length > 0 && { Versions: versions.map((version) => ({ ...presentListed(version), ...common(version) })) }),
    ...(markers.length > 0 && {
      DeleteMarkers: markers.map((marker) => ({ Key: marker.key, LastModified: marker.modifiedAt, ...common(marker) })),
    }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })) }),
  };
}
