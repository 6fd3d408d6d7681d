import type { Bucket } from '../buckets/bucket.js';
import type { EventName } from './happening.js';
import { notificationPayload } from './notification-payload.js';

const bucket = { name: 'b', accountId: '111111111111', region: 'eu-west-1' } as Bucket;
const author = { principalId: 'AWS:AIDA', sourceIpAddress: '127.0.0.1', requestId: 'r', hostId: 'h' };
const at = new Date('2026-11-21T09:00:01Z');

function objectTold(name: EventName, key = 'k', versionId = 'null') {
  const happening = { name, version: { versionId, sizeBytes: 11, etag: 'e' } };
  const payload = notificationPayload({ bucket, key, configurationId: 'c', author, happening, sequencer: 255n, at });
  return JSON.parse(Buffer.from(payload).toString()).Records[0].s3.object;
}

it.each([
  ['a b', 'a+b'],
  ['a+b', 'a%2Bb'],
  ['a@b', 'a%40b'],
  ['folder/file.txt', 'folder/file.txt'],
  ['über=1&2', '%C3%BCber%3D1%262'],
  ["(it's)~!*", '%28it%27s%29%7E%21*'],
  ['100%', '100%25'],
])('the key %j is told as %j', (key, told) => {
  expect(objectTold('ObjectCreated:Put', key).key).toBe(told);
});

const sequencer = '0000000000000000FF';

it.each<[EventName, object]>([
  ['ObjectCreated:Put', { size: 11, eTag: 'e', sequencer }],
  ['ObjectTagging:Put', { eTag: 'e' }],
  ['ObjectRemoved:Delete', { sequencer }],
  ['ObjectRemoved:DeleteMarkerCreated', { eTag: 'd41d8cd98f00b204e9800998ecf8427e', sequencer }],
])('%s tells of the object what S3 tells', (name, content) => {
  expect(objectTold(name)).toEqual({ key: 'k', ...content });
});

it('a version is named, unless it is the null version', () => {
  expect(objectTold('ObjectCreated:Put', 'k', 'v1')).toMatchObject({ versionId: 'v1' });
  expect(objectTold('ObjectCreated:Put', 'k', 'null')).not.toHaveProperty('versionId');
});
