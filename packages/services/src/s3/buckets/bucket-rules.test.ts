import { isBucketName } from './bucket-name.js';
import { regionOfNewBucket } from './bucket-region.js';

it.each(['abc', 'a.b-c', '1bucket', 'a'.repeat(63), '1.2.3.4.5'])('a bucket may be called %s', (name) => {
  expect(isBucketName(name)).toBe(true);
});

it.each([
  '',
  'ab',
  'a'.repeat(64),
  'ABC',
  'a_b',
  'a..b',
  '.ab',
  'ab.',
  '-ab',
  'ab-',
  '10.0.0.1',
  'xn--x',
  'sthree-x',
  'x--ol-s3',
  'x--x-s3',
  'bücket',
])('no bucket is called %j', (name) => {
  expect(isBucketName(name)).toBe(false);
});

it.each([
  ['us-east-1', undefined, 'us-east-1'],
  ['us-east-1', 'eu-central-1', 'eu-central-1'],
  ['us-east-1', 'EU', 'eu-west-1'],
  ['eu-west-1', 'EU', 'eu-west-1'],
  ['ap-south-1', 'ap-south-1', 'ap-south-1'],
])('a bucket made in %s with the constraint %s is in %s', (endpoint, constraint, region) => {
  expect(regionOfNewBucket(endpoint, constraint)).toBe(region);
});

it.each([
  ['us-east-1', 'us-east-1', 'The specified location-constraint is not valid'],
  ['us-east-1', 'Mars', 'The specified location-constraint is not valid'],
  ['eu-west-1', undefined, 'The unspecified location constraint is incompatible'],
  ['eu-west-1', 'us-east-1', 'The us-east-1 location constraint is incompatible'],
])('no bucket is made in %s with the constraint %s', (endpoint, constraint, message) => {
  expect(() => regionOfNewBucket(endpoint, constraint)).toThrow(message);
});
