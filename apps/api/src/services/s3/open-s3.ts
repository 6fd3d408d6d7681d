import type { OwnLinks, Service } from '@hearth/aws-wire';
import type { Authorizer, Principal } from '@hearth/iam';
import type { EventHints } from '@hearth/lambda';
import { PostgresBuckets, type PostgresConnection, PostgresObjects, PostgresUploads } from '@hearth/postgres';
import {
  type Bucket,
  Buckets,
  type InvokableFunctions,
  MultipartUploads,
  Notifications,
  type ObjectBytes,
  ObjectReader,
  Objects,
} from '@hearth/services';
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
  service(parts: S3Parts): Service<Principal>;
}

interface S3Parts {
  /** Functions that S3 may be told to notify. */
  readonly functions: InvokableFunctions;
  readonly publicHost: string;
  /** To deployment packages. */
  readonly ownLinks: OwnLinks<Principal>;
  /** Hears of functions that should be told something and cannot be. */
  readonly onUndeliverable: (functionArn: string, bucket: Bucket, key: string) => void;
}

/** Puts the domain of S3 together for one process. */
export function openS3(connection: PostgresConnection, bytes: ObjectBytes, authorizer: Authorizer, hints: EventHints): S3 {
  const { pool } = connection;
  const bucketStore = new PostgresBuckets(connection);
  const objectStore = new PostgresObjects(pool, hints);
  const uploadStore = new PostgresUploads(pool);
  const buckets = new Buckets(bucketStore);
  const reader = new ObjectReader(objectStore, bytes);
  const access = new S3Access(authorizer, objectStore);
  return {
    objects: new CallerObjects(buckets, reader, access),
    service({ functions, publicHost, ownLinks, onUndeliverable }) {
      const notifications = new Notifications(functions, onUndeliverable);
      const objects = new Objects(objectStore, bytes, notifications);
      const uploads = new MultipartUploads(uploadStore, objectStore, bytes, notifications);
      return s3Service(
        {
          ...bucketHandlers(buckets, bucketStore),
          ...bucketSettingsHandlers(buckets),
          ...bucketDefaultHandlers(buckets),
          ...unbuiltHandlers,
          ...notificationHandlers(buckets, functions),
          ...readObjectHandlers(buckets, reader, access, bytes),
          ...writeObjectHandlers(buckets, objects, reader, access),
          ...deleteHandlers(buckets, objects, access),
          ...objectTaggingHandlers(buckets, reader, objects, access),
          ...objectAttributesHandlers(buckets, reader, access),
          ...listObjectsHandlers(buckets, objectStore),
          ...listVersionsHandlers(buckets, objectStore),
          ...multipartHandlers(buckets, uploads, reader, access),
          ...listUploadsHandlers(buckets, uploads, uploadStore),
        },
        authorizeS3(buckets, access),
        publicHost,
        ownLinks,
      );
    },
  };
}
