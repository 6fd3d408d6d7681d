import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
const Bucket = 'listed';
const odd = [
  'a b',
  'a+b',
  'a%2Fb',
  'é',
  'z\u{1f600}',
  'z\uffee',
  '<xml>&"',
  'dir/',
  'dir/one',
  'dir/sub/two',
  'dir2/three',
  '\u0001control',
];

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of odd) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

const byBytes = (keys: readonly string[]) => [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

async function listed(input: Omit<ListObjectsV2CommandInput, 'Bucket'>) {
  const page = await s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    keys: page.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
    page,
  };
}

describe('a listing', () => {
  it('has every key in the order of its UTF-8 bytes, url-encoded if asked', async () => {
    const { page } = await listed({ EncodingType: 'url' });
    const keys = page.Contents!.map(({ Key }) => decodeURIComponent(Key!.replaceAll('+', ' ')));
    expect(keys).toEqual(byBytes(odd));
    expect(page).toMatchObject({
      Name: Bucket,
      Prefix: '',
      KeyCount: odd.length,
      MaxKeys: 1000,
      IsTruncated: false,
      EncodingType: 'url',
    });
    expect(page.Contents![0]).toMatchObject({ Size: 1, StorageClass: 'STANDARD', ETag: '"9dd4e461268c8034f5c8564e155c67a6"' });
    expect(page.Contents![0]!.Owner).toBeUndefined();
    expect((await listed({ FetchOwner: true, Prefix: 'dir/' })).page.Contents![0]!.Owner!.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says when with milliseconds, as clients that read no other form need it', async () => {
    const url = await getSignedUrl(s3, new ListObjectsV2Command({ Bucket }));
    expect(await (await fetch(url)).text()).toMatch(/<LastModified>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z<\/LastModified>/);
  });

  it('folds what shares a delimiter', async () => {
    const { keys, prefixes } = await listed({ Delimiter: '/', Prefix: 'd' });
    expect({ keys, prefixes }).toEqual({ keys: [], prefixes: ['dir/', 'dir2/'] });
    const inside = await listed({ Delimiter: '/', Prefix: 'dir/' });
    expect({ keys: inside.keys, prefixes: inside.prefixes }).toEqual({ keys: ['dir/', 'dir/one'], prefixes: ['dir/sub/'] });
    expect(inside.page.KeyCount).toBe(3);
  });

  it('starts behind any text', async () => {
    expect((await listed({ StartAfter: 'dir/a', Prefix: 'dir' })).keys).toEqual(['dir/one', 'dir/sub/two', 'dir2/three']);
    expect((await listed({ StartAfter: 'dir/one', Prefix: 'dir' })).keys).toEqual(['dir/sub/two', 'dir2/three']);
    expect((await listed({ StartAfter: 'é' })).keys).toEqual([]);
  });

  it('of no keys is empty and says so', async () => {
    expect((await listed({ MaxKeys: 0 })).page).toMatchObject({ KeyCount: 0, MaxKeys: 0, IsTruncated: false });
    expect((await listed({ Prefix: 'nothing/' })).page.Contents).toBeUndefined();
  });

  it('refuses what is no token and no number', async () => {
    expect(await refusal(listed({ ContinuationToken: 'made up' }))).toMatchObject({
      code: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
      status: 400,
    });
    expect(await refusal(listed({ MaxKeys: -1 }))).toMatchObject({ code: 'InvalidArgument', status: 400 });
  });

  it('in the first form has markers and owners', async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'd', Delimiter: '/', MaxKeys: 1 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'dir/', CommonPrefixes: [{ Prefix: 'dir/' }], Marker: '' });
    const second = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'd', Delimiter: '/', Marker: first.NextMarker }));
    expect(second).toMatchObject({ IsTruncated: false, CommonPrefixes: [{ Prefix: 'dir2/' }] });
    const plain = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, Prefix: 'dir' }));
    expect(plain.NextMarker).toBeUndefined();
    expect(plain.Contents![0]!.Owner!.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('2,500 keys are listed page after page of at most 1,000, while others come and go', async () => {
  const many = { Bucket: 'many-keys' };
  await s3.send(new CreateBucketCommand(many));
  const keys = Array.from({ length: 2500 }, (_, index) => `${index % 7}/${String(index).padStart(5, '0')}`);
  for (let at = 0; at < keys.length; at += 50) {
    await Promise.all(keys.slice(at, at + 50).map((Key) => s3.send(new PutObjectCommand({ ...many, Key, Body: 'x' }))));
  }
  const seen: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { ...many })) {
    expect(page.Contents!.length).toBeLessThanOrEqual(1000);
    seen.push(...page.Contents!.map(({ Key }) => Key!));
    await s3.send(new PutObjectCommand({ ...many, Key: `0/${seen.length}-new`, Body: 'x' }));
  }
  expect(seen.filter((key) => !key.endsWith('-new'))).toEqual(byBytes(keys));
  const folded = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 3 }, { ...many, Delimiter: '/' })) {
    folded.push(...page.CommonPrefixes!.map(({ Prefix }) => Prefix));
  }
  expect(folded).toEqual(['0/', '1/', '2/', '3/', '4/', '5/', '6/']);
}, 300_000);
