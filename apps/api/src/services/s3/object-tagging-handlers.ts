import { type Buckets, noSuchKey, type ObjectReader, type ObjectStore, readTags, type Tags, tagSetOf } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { findForReader } from './find-for-reader.js';
import { versionIdOf } from './present.js';
import type { S3Call, S3Group } from './s3-handlers.js';

type Group = S3Group<'GetObjectTagging' | 'PutObjectTagging' | 'DeleteObjectTagging'>;

interface Named {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
}

export function objectTaggingHandlers(buckets: Buckets, reader: ObjectReader, store: ObjectStore, access: S3Access): Group {
  const found = async ({ Bucket, Key, VersionId }: Named, call: S3Call) => {
    const bucket = await buckets.find(Bucket!);
    return { bucket, version: await findForReader(reader, access, call, bucket, Key!, VersionId) };
  };
  const replace = async (input: Named, call: S3Call, tags: Tags) => {
    const { bucket, version } = await found(input, call);
    if (!(await store.replaceTags(version, tags))) throw noSuchKey(version.key);
    return versionIdOf(bucket, version);
  };
  return {
    async GetObjectTagging(input, call) {
      const { bucket, version } = await found(input, call);
      return { TagSet: tagSetOf(version.tags), ...versionIdOf(bucket, version) };
    },
    PutObjectTagging: (input, call) => replace(input, call, readTags(input.Tagging?.TagSet ?? [], 'object')),
    DeleteObjectTagging: (input, call) => replace(input, call, {}),
  };
}
