import { counts, measurements, total } from './chart-series';
import type { MetricAnswer } from './metric-series';

const minute = 60_000;
const answer = { fromMilliseconds: 0, toMilliseconds: 3 * minute, periodSeconds: 60 } as MetricAnswer;
const points = [{ atMilliseconds: minute, value: 4 }];

test('a count is zero where nothing was counted', () => {
  expect(counts(points, answer).map(({ y }) => y)).toEqual([0, 4, 0]);
});

test('a measurement is absent where nothing was measured', () => {
  expect(measurements(points)).toEqual([{ x: new Date(minute), y: 4 }]);
});

test('the total is the sum of what was counted', () => {
  expect(total([...points, { atMilliseconds: 0, value: 2 }])).toBe(6);
});
