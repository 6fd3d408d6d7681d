import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as s3 from '@aws-sdk/client-s3';
import { type Caller, checksumOf, defineService, type ReceivedChecksum } from '@hearth/aws-wire';

/** An object store in memory, as small as the wire's own tests need: whatever was not read to its end is not stored. */
export function memoryBuckets(anonymous: Caller) {
  const objects = new Map<string, Buffer>();
  const parts = new Map<string, Buffer>();
  const received: (Partial<s3.PutObjectCommandInput> & { readonly checksum: ReceivedChecksum | undefined })[] = [];
  const at = (Bucket: string | undefined, Key: string | undefined) => `${Bucket}/${Key}`;
  const found = (Bucket: string | undefined, Key: string | undefined): Buffer => {
    const content = objects.get(at(Bucket, Key));
    if (content) return content;
    const error = new Error('The specified key does not exist.');
    throw Object.assign(error, { code: 'NoSuchKey', details: { Key: String(Key) } });
  };
  const service = defineService<typeof s3>({
    module: s3,
    signingName: 's3',
    protocols: ['rest-xml'],
    errors: { InvalidRange: 416 },
    objectStorage: { anonymous, publicHost: 'storage.test', region: 'us-east-1' },
    authorization: (operation, { Bucket, Key }) => ({
      action: `s3:${operation}`,
      resource: `arn:aws:s3:::${Bucket}${Key === undefined ? '' : `/${Key}`}`,
    }),
    handlers: {
      PutObject: async ({ Body, ...input }) => {
        const content = await buffer(Body);
        objects.set(at(input.Bucket, input.Key), content);
        received.push({ ...input, checksum: checksumOf(Body) });
        return { ETag: '"etag"' };
      },
      GetObject: ({ Bucket, Key, Range }) => {
        const content = found(Bucket, Key);
        const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(Range ?? '') ?? [];
        if (first === undefined) return { Body: Readable.from([content]), ContentLength: content.length, ETag: '"etag"' };
        const part = content.subarray(Number(first), last === '' ? undefined : Number(last) + 1);
        const ContentRange = `bytes ${first}-${Number(first) + part.length - 1}/${content.length}`;
        return { Body: Readable.from([part]), ContentLength: part.length, ContentRange, ETag: '"etag"' };
      },
      HeadObject: ({ Bucket, Key }) => ({
        ContentLength: found(Bucket, Key).length,
        ETag: '"etag"',
        LastModified: new Date('2026-11-21T00:00:00Z'),
      }),
      DeleteObject: ({ Bucket, Key }) => {
        objects.delete(at(Bucket, Key));
        return {};
      },
      ListObjectsV2: ({ Bucket, EncodingType }) => ({
        EncodingType,
        Name: Bucket,
        Contents: [...objects].map(([name, content]) => ({
          Key: name.slice(`${Bucket}/`.length),
          Size: content.length,
          LastModified: new Date('2026-11-21T00:00:00Z'),
        })),
      }),
      CreateMultipartUpload: ({ Bucket, Key }) => ({ Bucket, Key, UploadId: 'upload' }),
      UploadPart: async ({ Body, PartNumber }) => {
        parts.set(String(PartNumber), await buffer(Body));
        return { ETag: `"${PartNumber}"` };
      },
      CompleteMultipartUpload: ({ Bucket, Key, MultipartUpload }) => {
        const pieces = (MultipartUpload?.Parts ?? []).map(({ PartNumber }) => parts.get(String(PartNumber))!);
        objects.set(at(Bucket, Key), Buffer.concat(pieces));
        return { Bucket, Key, ETag: '"etag"' };
      },
    },
  });
  return {
    service,
    received,
    content: (bucket: string, key: string) => objects.get(at(bucket, key)),
    keys: (bucket: string) => [...objects.keys()].map((name) => name.slice(bucket.length + 1)).toSorted(),
    clear: () => {
      for (const kept of [objects, parts]) kept.clear();
      received.length = 0;
    },
  };
}
