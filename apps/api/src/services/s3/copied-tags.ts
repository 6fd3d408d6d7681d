import { type Bucket, objectArn, type Tags } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import type { FoundSource } from './copy-source.js';
import type { S3Call } from './s3-handlers.js';

/**
 * The tags that a copy takes over. Policies hang on tags, so whoever takes them along must be allowed to read those there and to write them
 * here: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export async function copiedTags(
  access: S3Access,
  call: S3Call,
  source: FoundSource,
  to: { readonly bucket: Bucket; readonly key: string },
): Promise<Tags> {
  const { bucket, version, versionId } = source;
  const tags = Object.entries(version.tags);
  if (tags.length === 0) return {};
  await access.require(call, bucket, {
    action: versionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging',
    resource: objectArn(bucket.name, version.key),
    keys: versionId === undefined ? {} : { 's3:VersionId': [versionId] },
    object: { key: version.key, versionId },
  });
  await access.require(call, to.bucket, {
    action: 's3:PutObjectTagging',
    resource: objectArn(to.bucket.name, to.key),
    keys: {
      's3:RequestObjectTagKeys': tags.map(([key]) => key),
      ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, [value]])),
    },
  });
  return version.tags;
}
