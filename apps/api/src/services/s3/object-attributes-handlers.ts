import { type Bucket, type Buckets, type ObjectReader, type ObjectVersion, S3Error, wasUploadedInParts } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { findForReader } from './find-for-reader.js';
import { checksumMembers, ownerOf, versionIdOf } from './present.js';
import { readMax } from './read-max.js';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'GetObjectAttributes' | 'GetObjectAcl' | 'PutObjectAcl'>;

export function objectAttributesHandlers(buckets: Buckets, reader: ObjectReader, access: S3Access): Group {
  return {
    async GetObjectAttributes(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const version = await findForReader(reader, access, call, bucket, input.Key!, input.VersionId);
      return present(bucket, version, input);
    },

    async GetObjectAcl(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      await findForReader(reader, access, call, bucket, input.Key!, input.VersionId);
      const Owner = ownerOf(bucket);
      return { Owner, Grants: [{ Grantee: { Type: 'CanonicalUser' as const, ...Owner }, Permission: 'FULL_CONTROL' as const }] };
    },

    async PutObjectAcl(input) {
      await buckets.find(input.Bucket!);
      throw new S3Error('AccessControlListNotSupported');
    },
  };
}

function present(bucket: Bucket, version: ObjectVersion, input: S3Input<'GetObjectAttributes'>) {
  const asked = new Set<string>((input.ObjectAttributes ?? []).flatMap((names) => names.split(',').map((name) => name.trim())));
  const { etag, checksum, sizeBytes } = version;
  return {
    LastModified: version.modifiedAt,
    ...versionIdOf(bucket, version),
    ...(asked.has('ETag') && { ETag: etag }),
    ...(asked.has('Checksum') && checksum && { Checksum: checksumMembers(checksum) }),
    ...(asked.has('ObjectParts') && wasUploadedInParts(version) && { ObjectParts: partsOf(version, input) }),
    ...(asked.has('StorageClass') && { StorageClass: 'STANDARD' as const }),
    ...(asked.has('ObjectSize') && { ObjectSize: sizeBytes }),
  };
}

function partsOf({ parts, checksum }: ObjectVersion, input: S3Input<'GetObjectAttributes'>) {
  const max = readMax('max-parts', input.MaxParts);
  const marker = Number(input.PartNumberMarker ?? 0);
  const after = parts.filter(({ number }) => number > marker);
  const page = after.slice(0, max);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: max,
    IsTruncated: after.length > page.length,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      Size: part.sizeBytes,
      ...(checksum && part.checksum && { [`Checksum${checksum.algorithm}`]: part.checksum }),
    })),
  };
}
