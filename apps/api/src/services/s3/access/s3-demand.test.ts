import { s3Demands } from './s3-demand.js';

const object = { Bucket: 'b', Key: 'dir/k' };
const actions = (operation: string, input: object) => s3Demands(operation, input).map(({ action }) => action);

it.each([
  ['GetObject', object, ['s3:GetObject']],
  ['GetObject', { ...object, VersionId: 'v' }, ['s3:GetObjectVersion']],
  ['HeadObject', object, ['s3:GetObject']],
  ['GetObjectAttributes', { ...object, VersionId: 'v' }, ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes']],
  ['PutObject', object, ['s3:PutObject']],
  ['PutObject', { ...object, Tagging: 'a=1' }, ['s3:PutObject', 's3:PutObjectTagging']],
  ['DeleteObject', { ...object, VersionId: 'v' }, ['s3:DeleteObjectVersion']],
  ['UploadPart', object, ['s3:PutObject']],
  ['AbortMultipartUpload', object, ['s3:AbortMultipartUpload']],
  ['ListParts', object, ['s3:ListMultipartUploadParts']],
  ['ListObjectVersions', object, ['s3:ListBucketVersions']],
  ['HeadBucket', object, ['s3:ListBucket']],
  ['DeleteObjects', object, []],
])('%s with %j needs %j', (operation, input, expected) => {
  expect(actions(operation, input)).toEqual(expected);
});

it('is about the object or its bucket, with what the request says as condition keys', () => {
  expect(s3Demands('PutObject', { ...object, ACL: 'private', Tagging: 'a=1' })[0]).toEqual({
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::b/dir/k',
    keys: { 's3:x-amz-acl': ['private'], 's3:RequestObjectTagKeys': ['a'], 's3:RequestObjectTag/a': ['1'] },
  });
  expect(s3Demands('ListObjectsV2', { Bucket: 'b', Prefix: 'p/', Delimiter: '/', MaxKeys: 5 })).toEqual([
    {
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
      keys: { 's3:prefix': ['p/'], 's3:delimiter': ['/'], 's3:max-keys': ['5'] },
    },
  ]);
});
