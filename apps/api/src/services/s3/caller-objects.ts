import type { CodeObject, CodeObjects, FoundObject } from '@hearth/lambda';
import { type Buckets, type ObjectReader, objectArn, S3Error } from '@hearth/services';
import type { S3Access } from './access/s3-access.js';
import { findForReader } from './find-for-reader.js';
import type { S3Call } from './s3-handlers.js';

/** Objects as a caller of another service may read them: by its own policies and the bucket's. */
export class CallerObjects {
  constructor(
    private readonly buckets: Buckets,
    private readonly reader: ObjectReader,
    private readonly access: S3Access,
  ) {}

  for(call: S3Call): CodeObjects {
    return { find: (object) => this.#find(call, object) };
  }

  async #find(call: S3Call, object: CodeObject): ReturnType<CodeObjects['find']> {
    try {
      return await this.#found(call, object);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return { kind: 'refused', code: error.code, message: error.message };
    }
  }

  async #found(call: S3Call, { bucket: name, key, version: versionId }: CodeObject): Promise<FoundObject> {
    const bucket = await this.buckets.find(name);
    if (bucket.region !== call.region) throw elsewhere(bucket.region);
    await this.access.require(call, bucket, {
      action: versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
      resource: objectArn(name, key),
      keys: versionId === undefined ? {} : { 's3:VersionId': [versionId] },
      object: { key, versionId },
    });
    const version = await findForReader(this.reader, this.access, call, bucket, key, versionId);
    return { kind: 'found', sizeBytes: version.sizeBytes, open: () => this.reader.read(version, undefined) };
  }
}

/** Functions take their code from buckets of their own region alone. */
const elsewhere = (region: string) =>
  new S3Error('PermanentRedirect', `The bucket is in this region: ${region}. Please use this region to retry the request`);
