import { type Bucket, type Buckets, type Objects, objectArn, type Removal, S3Error } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { authorOf } from './author-of.js';
import { unquoted } from './present.js';
import type { S3Call, S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'DeleteObject' | 'DeleteObjects'>;
type NamedObject = NonNullable<NonNullable<S3Input<'DeleteObjects'>['Delete']>['Objects']>[number];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const objectsMax = 1000;

export function deleteHandlers(buckets: Buckets, objects: Objects, access: S3Access): Group {
  return {
    async DeleteObject(input, call) {
      const bucket = await buckets.find(input.Bucket!);
      const write = { author: authorOf(call), conditions: { ifMatch: input.IfMatch } };
      return presentRemoval(bucket, await objects.remove(bucket, input.Key!, input.VersionId, write));
    },

    async DeleteObjects(input, call) {
      const named = input.Delete?.Objects ?? [];
      if (named.length === 0 || named.length > objectsMax) throw new S3Error('MalformedXML');
      const bucket = await buckets.find(input.Bucket!);
      const outcomes = [];
      for (const object of named) outcomes.push(await outcomeOf(object, bucket, call, objects, access));
      const errors = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.error] : []));
      const deleted = outcomes.flatMap((outcome) => (outcome.kind === 'deleted' ? [outcome.deleted] : []));
      return {
        ...(!input.Delete?.Quiet && deleted.length > 0 && { Deleted: deleted }),
        ...(errors.length > 0 && { Errors: errors }),
      };
    },
  };
}

/** One key's fate does not change another's. */
async function outcomeOf(object: NamedObject, bucket: Bucket, call: S3Call, objects: Objects, access: S3Access) {
  const { Key: key = '', VersionId: versionId, ETag: etag } = object;
  try {
    await access.require(call, bucket, {
      action: versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
      resource: objectArn(bucket.name, key),
      keys: versionId === undefined ? {} : { 's3:VersionId': [versionId] },
    });
    const conditions = etag === undefined ? {} : { ifMatch: unquoted(etag) };
    const removal = await objects.remove(bucket, key, versionId, { author: authorOf(call), conditions });
    return { kind: 'deleted' as const, deleted: { Key: key, ...presentDeleted(bucket, versionId, removal) } };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const refused = { Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
    return { kind: 'refused' as const, error: { ...refused, Code: error.code, Message: error.message } };
  }
}

function presentRemoval({ versioning }: Bucket, { versionId, isDeleteMarker }: Removal) {
  return {
    ...(versioning !== undefined && versionId !== undefined && { VersionId: versionId }),
    ...(isDeleteMarker && { DeleteMarker: true }),
  };
}

/** A list of deletions tells the version that was named apart from the delete marker that was made or removed. */
function presentDeleted({ versioning }: Bucket, named: string | undefined, { versionId, isDeleteMarker }: Removal) {
  return {
    ...(named !== undefined && { VersionId: named }),
    ...(versioning !== undefined && isDeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }),
  };
}
