import {
  type Buckets,
  fold,
  type MultipartUpload,
  type MultipartUploads,
  successorOf,
  type UploadRange,
  type UploadStore,
} from '@hearth/services';
import { markedBy } from './list-objects-handlers.js';
import { canonicalUserId, ownerOf, quoted } from './present.js';
import { readMax } from './read-max.js';
import type { S3Group } from './s3-handlers.js';

type Group = S3Group<'ListMultipartUploads' | 'ListParts'>;
type From = NonNullable<UploadRange['from']>;

export function listUploadsHandlers(buckets: Buckets, uploads: MultipartUploads, store: UploadStore): Group {
  return {
    async ListMultipartUploads(input) {
      const bucket = await buckets.find(input.Bucket!);
      const max = readMax('max-uploads', input.MaxUploads);
      const { Prefix = '', Delimiter, KeyMarker = '', UploadIdMarker = '' } = input;
      const { entries, isTruncated } = await fold<MultipartUpload, From>(
        { prefix: Prefix, delimiter: Delimiter || undefined, max, ...start(KeyMarker, UploadIdMarker, Prefix, Delimiter) },
        {
          read: (range) => store.list(bucket.id, range),
          after: ({ key, id }) => ({ key, inclusive: true, afterUploadId: id }),
          afterPrefix: (prefix) => ({ key: successorOf(prefix) ?? prefix, inclusive: true }),
        },
      );
      const found = entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []));
      const prefixes = entries.flatMap((entry) => (entry.kind === 'common-prefix' ? [entry.prefix] : []));
      const last = entries.at(-1);
      return {
        Bucket: bucket.name,
        KeyMarker,
        UploadIdMarker,
        Prefix,
        MaxUploads: max,
        IsTruncated: isTruncated,
        ...(Delimiter && { Delimiter }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        ...(last?.kind === 'item' && { NextKeyMarker: last.item.key, NextUploadIdMarker: last.item.id }),
        ...(last?.kind === 'common-prefix' && { NextKeyMarker: last.prefix }),
        ...(found.length > 0 && {
          Uploads: found.map((upload) => ({
            Key: upload.key,
            UploadId: upload.id,
            Initiated: upload.startedAt,
            Initiator: initiatorOf(upload),
            Owner: ownerOf(bucket),
            StorageClass: 'STANDARD' as const,
            ...checksumOf(upload),
          })),
        }),
        ...(prefixes.length > 0 && { CommonPrefixes: prefixes.map((common) => ({ Prefix: common })) }),
      };
    },

    async ListParts(input) {
      const bucket = await buckets.find(input.Bucket!);
      const upload = await uploads.find(bucket, input.Key!, input.UploadId!);
      const max = readMax('max-parts', input.MaxParts);
      const marker = Number(input.PartNumberMarker ?? 0);
      const found = await store.parts(upload.id, marker, max + 1);
      const page = found.slice(0, max);
      return {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        PartNumberMarker: String(marker),
        NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
        MaxParts: max,
        IsTruncated: found.length > max,
        Initiator: initiatorOf(upload),
        Owner: ownerOf(bucket),
        StorageClass: 'STANDARD' as const,
        ...checksumOf(upload),
        ...(page.length > 0 && {
          Parts: page.map((part) => ({
            PartNumber: part.number,
            LastModified: part.modifiedAt,
            ETag: quoted(part.etag),
            Size: part.sizeBytes,
            ...(upload.checksumWasChosen && { [`Checksum${upload.checksumAlgorithm}`]: part.checksum }),
          })),
        }),
      };
    },
  };
}

function start(keyMarker: string, uploadIdMarker: string, prefix: string, delimiter: string | undefined) {
  const position = markedBy(keyMarker, prefix, delimiter);
  if (!position) return { from: undefined };
  if (uploadIdMarker) return { from: { key: position.key, inclusive: true, afterUploadId: uploadIdMarker } };
  if (position.kind === 'common-prefix') return { from: undefined, afterCommonPrefix: position.key };
  return { from: { key: position.key, inclusive: false } };
}

const checksumOf = ({ checksumWasChosen, checksumAlgorithm, checksumType }: MultipartUpload) =>
  checksumWasChosen ? { ChecksumAlgorithm: checksumAlgorithm, ChecksumType: checksumType } : {};

/** Root is known by its account's canonical id, everybody else by ARN. */
function initiatorOf({ initiator }: MultipartUpload): { ID: string; DisplayName: string } {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(initiator)?.[1];
  return { ID: root ? canonicalUserId(root) : initiator, DisplayName: initiator.split(/[:/]/).at(-1)! };
}
