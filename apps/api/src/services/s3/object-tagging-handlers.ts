import { type Buckets, type ObjectReader, type Objects, readTags, type Tags, tagSetOf } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { authorOf } from './author-of.js';
import { findForReader } from './find-for-reader.js';
import { versionIdOf } from './present.js';
import type { S3Call, S3Group } from './s3-handlers.js';

type Group = S3Group<'GetObjectTagging' | 'PutObjectTagging' | 'DeleteObjectTagging'>;

interface Named {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
}

export function objectTaggingHandlers(buckets: Buckets, reader: ObjectReader, objects: Objects, access: S3Access): Group {
  const found = async ({ Bucket, Key, VersionId }: Named, call: S3Call) => {
    const bucket = await buckets.find(Bucket!);
    return { bucket, version: await findForReader(reader, access, call, bucket, Key!, VersionId) };
  };
  const replace = async (input: Named, call: S3Call, tags: Tags, event: Parameters<Objects['replaceTags']>[4]) => {
    const { bucket, version } = await found(input, call);
    await objects.replaceTags(bucket, version, tags, authorOf(call), event);
    return versionIdOf(bucket, version);
  };
  return {
    async GetObjectTagging(input, call) {
      const { bucket, version } = await found(input, call);
      return { TagSet: tagSetOf(version.tags), ...versionIdOf(bucket, version) };
    },
    PutObjectTagging: (input, call) => replace(input, call, readTags(input.Tagging?.TagSet ?? [], 'object'), 'ObjectTagging:Put'),
    DeleteObjectTagging: (input, call) => replace(input, call, {}, 'ObjectTagging:Delete'),
  };
}
