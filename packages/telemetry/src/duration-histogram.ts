/** Counts by logarithmic bucket: any number of them add up to one, and every percentile is right to one percent. */
export type DurationHistogram = Map<number, number>;

/** Neighbouring buckets differ by two percent, so their middle is off by one at most. */
const growth = 1.02;
const smallestMilliseconds = 0.01;

/** Everything up to a hundredth of a millisecond is one bucket, number 0. */
export function bucketOf(milliseconds: number): number {
  return milliseconds <= smallestMilliseconds ? 0 : Math.ceil(Math.log(milliseconds / smallestMilliseconds) / Math.log(growth));
}

/** The duration below which `percent` of what was counted lies; undefined when nothing was. */
export function percentile(histogram: ReadonlyMap<number, number>, percent: number): number | undefined {
  const buckets = [...histogram].sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil((percent / 100) * total));
  let passed = 0;
  for (const [bucket, count] of buckets) {
    passed += count;
    if (passed >= rank) return middleOf(bucket);
  }
  return undefined;
}

const middleOf = (bucket: number) => smallestMilliseconds * growth ** (bucket - 0.5);
