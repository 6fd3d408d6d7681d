import { expect, test } from '@jest/globals';
import { bucketAddress, isStorageHost } from './bucket-address.js';

test.each([
  ['127.0.0.1:4566', '/', undefined, undefined],
  ['127.0.0.1:4566', '/b', 'b', undefined],
  ['127.0.0.1:4566', '/b/', 'b', undefined],
  ['127.0.0.1:4566', '/b/k//l', 'b', 'k//l'],
  ['hearth.example', '/b/k', 'b', 'k'],
  ['b.hearth.example', '/', 'b', undefined],
  ['b.c.hearth.example:443', '/k/l', 'b.c', 'k/l'],
  ['b.localhost:4566', '/k', 'b', 'k'],
  ['localhost:4566', '/b/k', 'b', 'k'],
  ['s3-b.localhost:4566', '/k', 's3-b', 'k'],
  ['s3-b.hearth.example', '/k', 's3-b', 'k'],
  ['s3-b.s3.eu-west-1.amazonaws.com', '/k', 's3-b', 'k'],
  ['s3-eu-west-1.amazonaws.com', '/b/k', 'b', 'k'],
  ['s3.eu-west-1.amazonaws.com', '/b/k', 'b', 'k'],
  ['s3.localhost', '/b/k', 'b', 'k'],
  ['b.s3.eu-west-1.amazonaws.com', '/k', 'b', 'k'],
  ['B.S3.amazonaws.com', '/k', 'b', 'k'],
  ['other.example', '/b/k', 'b', 'k'],
])('%s%s is bucket %s and key %s', (host, path, bucket, key) => {
  expect(bucketAddress(host, path, 'hearth.example:443')).toEqual({ bucket, key });
});

test.each([
  ['s3.us-east-1.localhost', true],
  ['b.s3.us-east-1.localhost', true],
  ['b.hearth.example', true],
  ['hearth.example', false],
  ['127.0.0.1', false],
])('%s is a host of object storage alone: %s', (host, is) => {
  expect(isStorageHost(host, 'hearth.example')).toBe(is);
});
