import { BlobNotFoundError } from '@hearth/lambda';
import { type Bucket, noSuchKey, type ObjectBytes, type ObjectVersion } from '@hearth/services';
import { readPackageVersionId } from './package-version-id.js';

/**
 * A deployment package as an object of S3, out of the link to it. It is kept from being removed for as long as downloads take; refuses with
 * NoSuchKey when it is gone already.
 */
export async function packageObject(
  bytes: Pick<ObjectBytes, 'renew'>,
  name: string,
  key: string,
  versionId: string | undefined,
): Promise<{ readonly bucket: Pick<Bucket, 'versioning'>; readonly version: ObjectVersion }> {
  const { sha256Hex, sizeBytes, modifiedAt } = readPackageVersionId(versionId);
  try {
    await bytes.renew(sha256Hex);
  } catch (error) {
    throw error instanceof BlobNotFoundError ? noSuchKey(key) : error;
  }
  const version: ObjectVersion = {
    bucketId: name,
    key,
    versionId: versionId!,
    isLatest: true,
    sequence: 1n,
    isDeleteMarker: false,
    modifiedAt,
    sizeBytes,
    etag: sha256Hex.slice(0, 32),
    checksum: undefined,
    properties: { contentType: 'application/zip', userMetadata: {} },
    tags: {},
    parts: [{ number: 1, sha256Hex, sizeBytes, checksum: undefined }],
    uploadId: undefined,
  };
  return { bucket: { versioning: 'Enabled' }, version };
}
