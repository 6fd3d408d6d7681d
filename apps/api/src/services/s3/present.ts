import { createHash } from 'node:crypto';
import type { Bucket, Checksum, ListedVersion, ObjectVersion } from '@hearth/services';

export const quoted = (etag: string) => `"${etag}"`;
export const unquoted = (etag: string) => etag.replace(/^"(.*)"$/, '$1');

/** What S3 calls an account: 64 hexadecimal digits that never change. */
export const canonicalUserId = (accountId: string) => createHash('sha256').update(`canonical user ${accountId}`).digest('hex');

export const ownerOf = ({ accountId }: Bucket) => ({ ID: canonicalUserId(accountId) });

/** Every object is encrypted by S3 itself unless its writer asks for other keys. */
export const serverSideEncryption = 'AES256' as const;

/** Buckets that never were versioned do not speak of versions. */
export function versionIdOf(
  { versioning }: Pick<Bucket, 'versioning'>,
  { versionId }: Pick<ObjectVersion, 'versionId'>,
): { VersionId?: string } {
  return versioning === undefined ? {} : { VersionId: versionId };
}

/** A checksum under the name of its algorithm. */
export function checksumMembers(checksum: Checksum | undefined): ChecksumMembers {
  if (!checksum) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}

export interface ChecksumMembers {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
  readonly ChecksumType?: Checksum['type'];
}

/** What the writer of an object said of it. */
export function presentProperties({ properties }: ListedVersion) {
  const { contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage, expires } = properties;
  return {
    ContentType: contentType,
    CacheControl: cacheControl,
    ContentDisposition: contentDisposition,
    ContentEncoding: contentEncoding,
    ContentLanguage: contentLanguage,
    Expires: expires === undefined ? undefined : new Date(expires),
    WebsiteRedirectLocation: properties.websiteRedirectLocation,
    Metadata: { ...properties.userMetadata },
  };
}
