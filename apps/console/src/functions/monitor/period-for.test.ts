import { periodFor } from './period-for';

const hour = 3600;

test('an hour is shown by the minute, a day by five minutes, a week by the hour', () => {
  expect([hour, 3 * hour, 24 * hour, 7 * 24 * hour].map(periodFor)).toEqual([60, 60, 300, 3600]);
});

test('no range that metrics are kept for has more than 300 points', () => {
  for (let seconds = hour; seconds < 300 * 24 * hour; seconds += hour)
    expect(seconds / periodFor(seconds)).toBeLessThanOrEqual(300);
});
