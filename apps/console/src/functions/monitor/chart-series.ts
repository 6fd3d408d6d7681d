import type { MetricAnswer, Point } from './metric-series';

export interface ChartPoint {
  readonly x: Date;
  readonly y: number;
}

/** Counts, with a zero for each period in which nothing was counted: no invocations is a number too. */
export function counts(
  points: readonly Point[],
  { fromMilliseconds, toMilliseconds, periodSeconds }: MetricAnswer,
): ChartPoint[] {
  const values = new Map(points.map(({ atMilliseconds, value }) => [atMilliseconds, value]));
  const filled: ChartPoint[] = [];
  for (let at = fromMilliseconds; at < toMilliseconds; at += periodSeconds * 1000) {
    filled.push({ x: new Date(at), y: values.get(at) ?? 0 });
  }
  return filled;
}

/** Measurements, only where something was measured: no invocation has no duration. */
export function measurements(points: readonly Point[]): ChartPoint[] {
  return points.map(({ atMilliseconds, value }) => ({ x: new Date(atMilliseconds), y: value }));
}

export function total(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}
