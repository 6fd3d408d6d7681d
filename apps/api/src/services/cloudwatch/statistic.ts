import { CloudWatchError } from './cloudwatch-error.js';
import type { Distribution } from './distribution.js';

export type Statistic = (values: Distribution) => number;

const simple: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

const percentileForm = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** Throws for trimmed and winsorized statistics, which are not kept. */
export function statisticOf(name: string): Statistic {
  const known = Object.hasOwn(simple, name) ? simple[name] : undefined;
  if (known) return known;
  const percent = percentileForm.exec(name)?.[1];
  if (percent !== undefined) return (values) => values.percentile(Number(percent));
  throw new CloudWatchError(
    'ValidationException',
    `The statistic ${name} is not supported: use SampleCount, Sum, Average, Minimum, Maximum or a percentile such as p99.`,
  );
}
