import { type Bucket, type ObjectReader, type ObjectVersion, S3Error } from '@hearth/services';
import { mayList } from './access/authorize-s3.js';
import type { S3Access } from './access/s3-access.js';
import type { S3Call } from './s3-handlers.js';
import { withHeaders } from './with-headers.js';

/**
 * Finds an object for somebody who may read it. Whoever may not list the bucket is not told that a key does not exist, and a delete marker
 * shows in the headers: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function findForReader(
  reader: ObjectReader,
  access: S3Access,
  call: S3Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Promise<ObjectVersion> {
  try {
    return await reader.find(bucket, key, versionId);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    if (error.code === 'NoSuchKey') await access.require(call, bucket, mayList(bucket.name, key));
    throw asTold(error, versionId);
  }
}

function asTold(error: S3Error & { readonly deleteMarker?: ObjectVersion }, versionId: string | undefined): S3Error {
  const { deleteMarker } = error;
  if (!deleteMarker) return error;
  return withHeaders(error, {
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': deleteMarker.versionId,
    ...(versionId !== undefined && { Allow: 'DELETE', 'Last-Modified': deleteMarker.modifiedAt.toUTCString() }),
  });
}
