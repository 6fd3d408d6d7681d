import type { Service } from '@hearth/aws-wire';
import type { Authorizer, Principal } from '@hearth/iam';
import { PostgresBuckets, type PostgresConnection, PostgresObjects, PostgresUploads } from '@hearth/postgres';
import { Buckets, type InvokableFunctions, MultipartUploads, type ObjectBytes, ObjectReader, Objects } from '@hearth/services';
import { authorizeS3 } from './access/authorize-s3.js';
import { S3Access } from './access/s3-access.js';
import { bucketDefaultHandlers } from './bucket-default-handlers.js';
import { bucketHandlers } from './bucket-handlers.js';
import { bucketSettingsHandlers } from './bucket-settings-handlers.js';
import { CallerObjects } from './caller-objects.js';
import { deleteHandlers } from './delete-handlers.js';
import { listObjectsHandlers } from './list-objects-handlers.js';
import { listUploadsHandlers } from './list-uploads-handlers.js';
import { listVersionsHandlers } from './list-versions-handlers.js';
import { multipartHandlers } from './multipart-handlers.js';
import { notificationHandlers } from './notification-handlers.js';
import { objectAttributesHandlers } from './object-attributes-handlers.js';
import { objectTaggingHandlers } from './object-tagging-handlers.js';
import { readObjectHandlers } from './read-object-handlers.js';
import { s3Service } from './s3-service.js';
import { unbuiltHandlers } from './unbuilt-handlers.js';
import { writeObjectHandlers } from './write-object-handlers.js';

export interface S3 {
  /** Objects as a caller of any service may read them. */
  readonly objects: CallerObjects;
  service(functions: InvokableFunctions, publicHost: string): Service<Principal>;
}

/** Puts the domain of S3 together for one process. */
export function openS3({ pool, ...connection }: PostgresConnection, bytes: ObjectBytes, authorizer: Authorizer): S3 {
  const bucketStore = new PostgresBuckets({ pool, ...connection });
  const objectStore = new PostgresObjects(pool);
  const uploadStore = new PostgresUploads(pool);
  const buckets = new Buckets(bucketStore);
  const reader = new ObjectReader(objectStore, bytes);
  const objects = new Objects(objectStore, bytes);
  const uploads = new MultipartUploads(uploadStore, objectStore, bytes);
  const access = new S3Access(authorizer, objectStore);
  return {
    objects: new CallerObjects(buckets, reader, access),
    service: (functions, publicHost) =>
      s3Service(
        {
          ...bucketHandlers(buckets, bucketStore),
          ...bucketSettingsHandlers(buckets),
          ...bucketDefaultHandlers(buckets),
          ...unbuiltHandlers,
          ...notificationHandlers(buckets, functions),
          ...readObjectHandlers(buckets, reader, access),
          ...writeObjectHandlers(buckets, objects, reader, access),
          ...deleteHandlers(buckets, objects, access),
          ...objectTaggingHandlers(buckets, reader, objectStore, access),
          ...objectAttributesHandlers(buckets, reader, access),
          ...listObjectsHandlers(buckets, objectStore),
          ...listVersionsHandlers(buckets, objectStore),
          ...multipartHandlers(buckets, uploads, reader, access),
          ...listUploadsHandlers(buckets, uploads, uploadStore),
        },
        authorizeS3(buckets, access),
        publicHost,
      ),
  };
}
