import {
  type Bucket,
  type Buckets,
  checkCopySource,
  type ObjectReader,
  type Objects,
  type ObjectVersion,
  readTagsHeader,
  S3Error,
} from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { authorOf } from './author-of.js';
import { copiedTags } from './copied-tags.js';
import { readCopySource } from './copy-source.js';
import { checksumMembers, quoted, serverSideEncryption, versionIdOf } from './present.js';
import { checksumNamed, readAlgorithm } from './read-checksum.js';
import { readProperties } from './read-properties.js';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'PutObject' | 'CopyObject'>;

export function writeObjectHandlers(buckets: Buckets, objects: Objects, reader: ObjectReader, access: S3Access): Group {
  return {
    async PutObject(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      if (input.WriteOffsetBytes !== undefined)
        throw new S3Error('NotImplemented', undefined, { Header: 'x-amz-write-offset-bytes' });
      const version = await objects.put(bucket, input.Key!, input.Body, {
        properties: readProperties(input),
        tags: input.Tagging === undefined ? {} : readTagsHeader(input.Tagging),
        algorithm: checksumNamed(call.headers, input.ChecksumAlgorithm),
        author: authorOf(call),
        conditions: { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch },
      });
      return {
        ETag: quoted(version.etag),
        ServerSideEncryption: serverSideEncryption,
        ...checksumMembers(version.checksum),
        ...versionIdOf(bucket, version),
      };
    },

    async CopyObject(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const source = await readCopySource(buckets, reader, access, call, input.CopySource!, input.ExpectedSourceBucketOwner);
      checkCopySource(source.version, {
        ifMatch: input.CopySourceIfMatch,
        ifNoneMatch: input.CopySourceIfNoneMatch,
        ifModifiedSince: input.CopySourceIfModifiedSince,
        ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
      });
      refuseCopyToItself(input, bucket, source.version);
      const tags =
        input.TaggingDirective === 'REPLACE'
          ? readTagsHeader(input.Tagging ?? '')
          : await copiedTags(access, call, source, { bucket, key: input.Key! });
      const version = await objects.copy(bucket, input.Key!, source.version, {
        properties: input.MetadataDirective === 'REPLACE' ? readProperties(input) : copiedProperties(input, source.version),
        tags,
        algorithm: readAlgorithm(input.ChecksumAlgorithm),
        author: authorOf(call),
        conditions: { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch },
      });
      const sourceVersionId = versionIdOf(source.bucket, source.version).VersionId;
      return {
        CopyObjectResult: {
          ETag: quoted(version.etag),
          LastModified: version.modifiedAt,
          ...checksumMembers(version.checksum),
        },
        ServerSideEncryption: serverSideEncryption,
        ...versionIdOf(bucket, version),
        ...(sourceVersionId && { CopySourceVersionId: sourceVersionId }),
      };
    },
  };
}

/** What the copy asks for beside its metadata is checked all the same. */
function copiedProperties(input: S3Input<'CopyObject'>, source: ObjectVersion) {
  const { websiteRedirectLocation } = readProperties(input);
  const { websiteRedirectLocation: _notCopied, ...copied } = source.properties;
  return { ...copied, ...(websiteRedirectLocation !== undefined && { websiteRedirectLocation }) };
}

function refuseCopyToItself(input: S3Input<'CopyObject'>, bucket: Bucket, source: ObjectVersion): void {
  const isItself = source.bucketId === bucket.id && source.key === input.Key && source.isLatest;
  const changes = [
    input.MetadataDirective === 'REPLACE',
    input.StorageClass,
    input.WebsiteRedirectLocation,
    input.ServerSideEncryption,
  ];
  if (!isItself || changes.some(Boolean)) return;
  throw new S3Error(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
