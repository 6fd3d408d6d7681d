import { shares } from './provisioning.js';

test('every environment is kept by exactly one worker, and no worker keeps two more than another', () => {
  expect(shares(5, 3)).toEqual([2, 2, 1]);
  expect(shares(1, 3)).toEqual([1, 0, 0]);
  expect(shares(6, 2)).toEqual([3, 3]);
  expect(shares(3, 0)).toEqual([]);
});
