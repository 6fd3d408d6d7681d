import {
  type Bucket,
  type Buckets,
  invalidArgument,
  type ObjectReader,
  type ObjectVersion,
  objectArn,
  S3Error,
} from '@hearth/services';
import { requireOwner, type S3Access } from './access/s3-access.js';
import { findForReader } from './find-for-reader.js';
import type { S3Call } from './s3-handlers.js';

/** Finds what `x-amz-copy-source` names, for a caller who may read it. */
export async function readCopySource(
  buckets: Buckets,
  reader: ObjectReader,
  access: S3Access,
  call: S3Call,
  header: string,
  expectedOwner: string | undefined,
): Promise<FoundSource> {
  const { name, key, versionId } = parseCopySource(header);
  const bucket = await buckets.find(name);
  requireOwner(bucket, expectedOwner);
  await access.require(call, bucket, {
    action: versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    resource: objectArn(name, key),
    keys: versionId === undefined ? {} : { 's3:VersionId': [versionId] },
    object: { key, versionId },
  });
  return { bucket, versionId, version: await found(findForReader(reader, access, call, bucket, key, versionId)) };
}

export interface FoundSource {
  readonly bucket: Bucket;
  /** As the header names it. */
  readonly versionId: string | undefined;
  readonly version: ObjectVersion;
}

/** A delete marker is nothing that could be copied. */
async function found(finding: Promise<ObjectVersion>): Promise<ObjectVersion> {
  try {
    return await finding;
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'MethodNotAllowed') throw error;
    throw new S3Error(
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
}

interface CopySource {
  readonly name: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Reads `bucket/key?versionId=id`, percent-encoded in parts or as a whole, with or without a leading slash. */
function parseCopySource(header: string): CopySource {
  const [, path, versionId] = /^([^?]+)(?:\?versionId=(.*))?$/s.exec(header) ?? [];
  const [, name, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path) ?? '') ?? [];
  if (name === undefined || key === undefined) {
    throw invalidArgument('x-amz-copy-source', header, 'Invalid copy source object key');
  }
  return { name, key, versionId: decoded(versionId) };
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
