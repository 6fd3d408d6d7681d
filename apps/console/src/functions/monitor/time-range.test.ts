import { isValidRange, rangeBounds, rangeFromUrl, rangeToUrl } from './time-range';

const hour = 3_600_000;

test.each(['1h', '45m', '1d', '2w', '2026-11-21T00:00:00+00:00..2026-11-21T12:00:00+00:00'])(
  '%s in a URL survives the way in and out',
  (text) => {
    expect(rangeToUrl(rangeFromUrl(text))).toBe(text);
  },
);

test.each([null, '', '0h', '9y', 'x..y', '2026-11-21T12:00:00Z..2026-11-21T00:00:00Z', '<script>'])(
  '%j is the last hour',
  (text) => {
    expect(rangeBounds(rangeFromUrl(text), 10 * hour)).toEqual({ from: 9 * hour, to: 10 * hour });
  },
);

test('a range that ends before it starts, or spans more than a year, is refused with a reason', () => {
  expect(isValidRange({ type: 'absolute', startDate: '2026-11-21T12:00:00Z', endDate: '2026-11-21T00:00:00Z' }).valid).toBe(
    false,
  );
  expect(isValidRange({ type: 'relative', amount: 60, unit: 'week' }).valid).toBe(false);
  expect(isValidRange({ type: 'relative', amount: 2, unit: 'week' }).valid).toBe(true);
});
