const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** Periods CloudWatch knows, each up to the longest range at which its points can still be told apart on a chart. */
const periods: readonly { readonly upToSeconds: number; readonly periodSeconds: number }[] = [
  { upToSeconds: 3 * hour, periodSeconds: minute },
  { upToSeconds: day, periodSeconds: 5 * minute },
  { upToSeconds: 7 * day, periodSeconds: hour },
  { upToSeconds: 30 * day, periodSeconds: 6 * hour },
];

/** How many seconds one point stands for, so that a range has at most about 300 of them. */
export function periodFor(rangeSeconds: number): number {
  return periods.find(({ upToSeconds }) => rangeSeconds <= upToSeconds)?.periodSeconds ?? day;
}
