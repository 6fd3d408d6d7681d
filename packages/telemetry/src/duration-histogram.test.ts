import { bucketOf, type DurationHistogram, percentile } from './duration-histogram.js';

const histogramOf = (values: readonly number[]): DurationHistogram => {
  const histogram: DurationHistogram = new Map();
  for (const value of values) histogram.set(bucketOf(value), (histogram.get(bucketOf(value)) ?? 0) + 1);
  return histogram;
};

test('every percentile is right to one percent, from microseconds to 15 minutes', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => 0.02 * (900_000 / 0.02) ** (i / 9999));
  const histogram = histogramOf(values);
  for (const percent of [0.1, 1, 25, 50, 90, 95, 99, 99.9, 100]) {
    const exact = values[Math.ceil((percent / 100) * values.length) - 1]!;
    expect(Math.abs(percentile(histogram, percent)! / exact - 1)).toBeLessThanOrEqual(0.0101);
  }
});

test('nothing counted has no percentile', () => {
  expect(percentile(new Map(), 50)).toBeUndefined();
});

test('one outlier among a thousand shows at p100 and not at p99', () => {
  const histogram = histogramOf([...Array.from({ length: 999 }, () => 10), 5000]);
  expect(percentile(histogram, 99)).toBeCloseTo(10, 0);
  expect(percentile(histogram, 100)).toBeGreaterThan(4900);
});
