import {
  type Bucket,
  type Buckets,
  checkRead,
  type ObjectBytes,
  type ObjectReader,
  type ObjectVersion,
  type ReadConditions,
  S3Error,
  type Selection,
  wasUploadedInParts,
} from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { callerOf } from './caller.js';
import { findForReader } from './find-for-reader.js';
import { packageObject } from './packages/package-object.js';
import { isPackageReader } from './packages/package-reader.js';
import { checksumMembers, presentProperties, quoted, serverSideEncryption, versionIdOf } from './present.js';
import { notBuilt } from './read-properties.js';
import type { S3Call, S3Group, S3Input } from './s3-handlers.js';
import { withHeaders } from './with-headers.js';

type Group = S3Group<'GetObject' | 'HeadObject'>;
type Input = S3Input<'GetObject'> | S3Input<'HeadObject'>;

export function readObjectHandlers(buckets: Buckets, reader: ObjectReader, access: S3Access, bytes: ObjectBytes): Group {
  const stored = async (input: Input, call: S3Call) => {
    const bucket = await buckets.find(input.Bucket!);
    return { bucket, version: await findForReader(reader, access, call, bucket, input.Key!, input.VersionId) };
  };
  const found = async (input: Input, call: S3Call) => {
    refuseOptions(input, call);
    const { bucket, version } = isPackageReader(call)
      ? await packageObject(bytes, input.Bucket!, input.Key!, input.VersionId)
      : await stored(input, call);
    checkConditions(bucket, version, input);
    const selection = reader.selection(version, { range: input.Range, partNumber: input.PartNumber });
    return { version, selection, answer: present(bucket, version, selection, input) };
  };
  return {
    async GetObject(input, call) {
      const { version, selection, answer } = await found(input, call);
      return { ...answer, Body: await reader.read(version, selection.range) };
    },

    async HeadObject(input, call) {
      return (await found(input, call)).answer;
    },
  };
}

/** A refusal tells what the object is, for a client whose copy is still good. */
function checkConditions(bucket: Pick<Bucket, 'versioning'>, version: ObjectVersion, input: Input): void {
  const conditions: ReadConditions = {
    ifMatch: input.IfMatch,
    ifNoneMatch: input.IfNoneMatch,
    ifModifiedSince: input.IfModifiedSince,
    ifUnmodifiedSince: input.IfUnmodifiedSince,
  };
  try {
    checkRead(version, conditions);
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'NotModified') throw error;
    const { VersionId } = versionIdOf(bucket, version);
    throw withHeaders(error, {
      ETag: quoted(version.etag),
      'Last-Modified': version.modifiedAt.toUTCString(),
      ...(VersionId && { 'x-amz-version-id': VersionId }),
    });
  }
}

function present(bucket: Pick<Bucket, 'versioning'>, version: ObjectVersion, { range, partsCount }: Selection, input: Input) {
  const { sizeBytes, checksum, tags } = version;
  const length = range ? range.endByte - range.startByte + 1 : sizeBytes;
  const isWhole = length === sizeBytes;
  return {
    ...presentProperties(version),
    ...overrides(input),
    AcceptRanges: 'bytes',
    ContentLength: length,
    ETag: quoted(version.etag),
    LastModified: version.modifiedAt,
    ServerSideEncryption: serverSideEncryption,
    ...versionIdOf(bucket, version),
    ...(range && { ContentRange: `bytes ${range.startByte}-${range.endByte}/${sizeBytes}` }),
    ...(partsCount !== undefined && wasUploadedInParts(version) && { PartsCount: partsCount }),
    ...(Object.keys(tags).length > 0 && { TagCount: Object.keys(tags).length }),
    ...(input.ChecksumMode === 'ENABLED' && isWhole && checksumMembers(checksum)),
  };
}

/** What the reader wants to be told instead of what the writer said. */
function overrides(input: Input) {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<typeof given>;
}

function refuseOptions(input: Input, call: S3Call): void {
  if (input.SSECustomerAlgorithm)
    throw notBuilt('x-amz-server-side-encryption-customer-algorithm', 'Encryption with the keys of a customer');
  if (callerOf(call).kind !== 'anonymous' || Object.keys(overrides(input)).length === 0) return;
  throw new S3Error('InvalidRequest', 'Request specific response headers cannot be used for anonymous GET requests.');
}
