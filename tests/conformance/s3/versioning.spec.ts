import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

async function versioned(Bucket: string, Status: 'Enabled' | 'Suspended' = 'Enabled') {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const put = async (Key: string, Body: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId!;
  const read = async (Key: string, VersionId?: string) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }))).Body!.transformToString();
  return { Bucket, put, read };
}

describe('a versioned bucket', () => {
  it('keeps every version and reads each by its id', async () => {
    const { Bucket, put, read } = await versioned('keeps-versions');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const first = await put('a', 'one');
    const second = await put('a', 'two');
    expect(first).not.toBe(second);
    expect([await read('a'), await read('a', first), await read('a', second)]).toEqual(['two', 'one', 'two']);
    expect(await refusal(read('a', 'no-such-version'))).toMatchObject({ code: 'NoSuchVersion', status: 404 });
    const copy = await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a?versionId=${first}` }));
    expect(copy.CopySourceVersionId).toBe(first);
    expect(await read('b')).toBe('one');
  });

  it('hides a deleted key under a delete marker, and shows it again without', async () => {
    const { Bucket, put, read } = await versioned('hides-deleted');
    const version = await put('a', 'one');
    const { DeleteMarker, VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(DeleteMarker).toBe(true);
    expect(await refusal(read('a'))).toMatchObject({ code: 'NoSuchKey', status: 404 });
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'a', VersionId })))).toMatchObject({ status: 405 });
    expect(await refusal(read('a', VersionId))).toMatchObject({ code: 'MethodNotAllowed', status: 405 });
    expect(await read('a', version)).toBe('one');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const removed = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
    expect({ marker: removed.DeleteMarker, id: removed.VersionId }).toEqual({ marker: true, id: VersionId });
    expect(await read('a')).toBe('one');
  });

  it('lists versions and delete markers, the newest of each key first, page after page', async () => {
    const { Bucket, put } = await versioned('lists-versions');
    const a1 = await put('a', '1');
    const a2 = await put('a', '2');
    const b1 = await put('b', '1');
    const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    const whole = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(whole.Versions!.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual([
      ['a', a2, true],
      ['a', a1, false],
      ['b', b1, false],
    ]);
    expect(whole.DeleteMarkers!.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual([['b', marker, true]]);
    const seen: (string | undefined)[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (markers) {
      const page: Awaited<ReturnType<typeof onePage>> = await onePage(Bucket, markers);
      seen.push(...[...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ VersionId }) => VersionId));
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      markers = page.IsTruncated ? { ...(KeyMarker && { KeyMarker }), ...(VersionIdMarker && { VersionIdMarker }) } : undefined;
    }
    expect(seen).toEqual([a2, a1, marker, b1]);
  });

  it('is empty only when the last version and marker are gone', async () => {
    const { Bucket, put } = await versioned('emptied');
    await put('a', '1');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect((await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).code).toBe('BucketNotEmpty');
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: Key!, VersionId }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(2);
    expect(Deleted!.filter(({ DeleteMarker }) => DeleteMarker)).toHaveLength(1);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('keeps what was there before as the null version, and overwrites that alone when suspended', async () => {
    const Bucket = 'null-version';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'before' }));
    const { put, read } = await versioned(Bucket);
    const kept = await put('a', 'kept');
    expect(await read('a', 'null')).toBe('before');
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
    expect(await put('a', 'suspended')).toBe('null');
    expect([await read('a'), await read('a', 'null'), await read('a', kept)]).toEqual(['suspended', 'suspended', 'kept']);
    const { DeleteMarker, VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect([DeleteMarker, VersionId]).toEqual([true, 'null']);
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect([Versions!.map((each) => each.VersionId), DeleteMarkers!.map((each) => each.VersionId)]).toEqual([[kept], ['null']]);
  });

  it('keeps each of 20 versions written at once, one of them the newest', async () => {
    const { Bucket, put } = await versioned('raced-versions');
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => put('a', String(index))));
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(new Set(Versions!.map(({ VersionId }) => VersionId))).toEqual(new Set(ids));
    expect(Versions!.filter(({ IsLatest }) => IsLatest)).toHaveLength(1);
    expect(Versions![0]!.IsLatest).toBe(true);
    const current = [];
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket })) current.push(...page.Contents!);
    expect(current).toHaveLength(1);
  });
});

const onePage = (Bucket: string, markers: object) => s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...markers }));
