import type { Readable } from 'node:stream';
import { checksumOf } from '@hearth/aws-wire';
import {
  type Buckets,
  checkCopySource,
  copiedRange,
  invalidArgument,
  type MultipartUploads,
  type ObjectReader,
  readTagsHeader,
  S3Error,
} from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { authorOf } from './author-of.js';
import { callerOf, nameOf } from './caller.js';
import { readCopySource } from './copy-source.js';
import { checksumMembers, quoted, serverSideEncryption, unquoted, versionIdOf } from './present.js';
import { checksumNamed, readAlgorithm } from './read-checksum.js';
import { readProperties } from './read-properties.js';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<
  'CreateMultipartUpload' | 'UploadPart' | 'UploadPartCopy' | 'CompleteMultipartUpload' | 'AbortMultipartUpload'
>;

export function multipartHandlers(buckets: Buckets, uploads: MultipartUploads, reader: ObjectReader, access: S3Access): Group {
  return {
    async CreateMultipartUpload(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const upload = await uploads.start(bucket, input.Key!, {
        initiator: nameOf(callerOf(call)),
        properties: readProperties(input),
        tags: input.Tagging === undefined ? {} : readTagsHeader(input.Tagging),
        algorithm: readAlgorithm(input.ChecksumAlgorithm),
        type: input.ChecksumType,
      });
      return {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        ServerSideEncryption: serverSideEncryption,
        ...(upload.checksumWasChosen && { ChecksumAlgorithm: upload.checksumAlgorithm, ChecksumType: upload.checksumType }),
      };
    },

    async UploadPart(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const upload = await uploads.find(bucket, input.Key!, input.UploadId!);
      const algorithm = checksumNamed(call.headers, input.ChecksumAlgorithm);
      const part = await uploads.putPart(upload, input.PartNumber!, input.Body, algorithm);
      return {
        ETag: quoted(part.etag),
        ServerSideEncryption: serverSideEncryption,
        ...(upload.checksumWasChosen ? { [`Checksum${upload.checksumAlgorithm}`]: part.checksum } : stated(input.Body)),
      };
    },

    async UploadPartCopy(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const upload = await uploads.find(bucket, input.Key!, input.UploadId!);
      const source = await readCopySource(buckets, reader, access, call, input.CopySource!, input.ExpectedSourceBucketOwner);
      checkCopySource(source.version, {
        ifMatch: input.CopySourceIfMatch,
        ifNoneMatch: input.CopySourceIfNoneMatch,
        ifModifiedSince: input.CopySourceIfModifiedSince,
        ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
      });
      const range = copiedRange(input.CopySourceRange, source.version.sizeBytes);
      const part = await uploads.copyPart(upload, input.PartNumber!, source.version, range);
      const sourceVersionId = versionIdOf(source.bucket, source.version).VersionId;
      return {
        CopyPartResult: {
          ETag: quoted(part.etag),
          LastModified: part.modifiedAt,
          ...(upload.checksumWasChosen && { [`Checksum${upload.checksumAlgorithm}`]: part.checksum }),
        },
        ServerSideEncryption: serverSideEncryption,
        ...(sourceVersionId && { CopySourceVersionId: sourceVersionId }),
      };
    },

    async CompleteMultipartUpload(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const completion = { parts: readParts(input), checksum: oneChecksum(input), sizeBytes: input.MpuObjectSize };
      const write = { author: authorOf(call), conditions: { ifMatch: input.IfMatch, ifNoneMatch: input.IfNoneMatch } };
      const version = await uploads.complete(bucket, input.Key!, input.UploadId!, completion, write);
      return {
        Location: `http://${call.headers.host}/${bucket.name}/${encodeURIComponent(version.key)}`,
        Bucket: bucket.name,
        Key: version.key,
        ETag: quoted(version.etag),
        ServerSideEncryption: serverSideEncryption,
        ...checksumMembers(version.checksum),
        ...versionIdOf(bucket, version),
      };
    },

    async AbortMultipartUpload(input) {
      const bucket = await buckets.find(input.Bucket!);
      await uploads.abort(await uploads.find(bucket, input.Key!, input.UploadId!));
      return {};
    },
  };
}

/** The checksum that a body came with, which the wire has verified. */
function stated(body: Readable) {
  const checksum = checksumOf(body);
  return checksum && { [`Checksum${checksum.algorithm}`]: checksum.value };
}

function readParts({ MultipartUpload }: S3Input<'CompleteMultipartUpload'>) {
  return (MultipartUpload?.Parts ?? []).map((part) => {
    const { PartNumber: number, ETag: etag } = part;
    if (number === undefined || etag === undefined) throw new S3Error('MalformedXML');
    if (number < 1 || number > 10_000) {
      throw invalidArgument('partNumber', String(number), 'Part number must be an integer between 1 and 10000, inclusive');
    }
    return { number, etag: unquoted(etag), checksum: oneChecksum(part) };
  });
}

interface Checksums {
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumCRC32C?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

const oneChecksum = (from: Checksums) =>
  from.ChecksumCRC32 ?? from.ChecksumCRC32C ?? from.ChecksumCRC64NVME ?? from.ChecksumSHA1 ?? from.ChecksumSHA256;
