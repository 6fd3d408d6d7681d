import { listensTo } from './listens-to.js';

const filter = { events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'], prefix: 'in/', suffix: '.jpg' };

it.each([
  ['ObjectCreated:Put', 'in/a.jpg', true],
  ['ObjectCreated:CompleteMultipartUpload', 'in/a.jpg', true],
  ['ObjectRemoved:Delete', 'in/a.jpg', true],
  ['ObjectRemoved:DeleteMarkerCreated', 'in/a.jpg', false],
  ['ObjectTagging:Put', 'in/a.jpg', false],
  ['ObjectCreated:Put', 'out/in/a.jpg', false],
  ['ObjectCreated:Put', 'in/a.JPG', false],
  ['ObjectCreated:Put', 'in/a.jpg.txt', false],
] as const)('whether %s of %s is told is %s', (name, key, isTold) => {
  expect(listensTo(filter, name, key)).toBe(isTold);
});

it('without a filter every key is told of', () => {
  expect(listensTo({ events: ['s3:ObjectTagging:*'] }, 'ObjectTagging:Delete', 'any')).toBe(true);
});
