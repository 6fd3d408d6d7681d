import { percentile } from '@hearth/telemetry';

/** The values that a metric took in one period. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** `percent` from 0 to 100. */
  percentile(percent: number): number;
}

/** Values that are 1 for some events and 0 for the others. Undefined when there was no event. */
export function ofFlags(events: number, set: number): Distribution | undefined {
  if (events === 0) return undefined;
  return {
    count: events,
    sum: set,
    minimum: set === events ? 1 : 0,
    maximum: set > 0 ? 1 : 0,
    percentile: (percent) => (Math.ceil((percent / 100) * events) > events - set ? 1 : 0),
  };
}

/** Percentiles are right to one percent and never beyond the smallest and the largest value. */
export function ofHistogram(
  histogram: ReadonlyMap<number, number>,
  measured: { readonly count: number; readonly sum: number; readonly minimum: number; readonly maximum: number },
): Distribution {
  const within = (value: number) => Math.min(Math.max(value, measured.minimum), measured.maximum);
  return { ...measured, percentile: (percent) => within(percentile(histogram, percent) ?? measured.minimum) };
}
