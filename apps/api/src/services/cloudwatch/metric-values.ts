import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { Call } from '@hearth/aws-wire';
import type { InvocationHistory, MetricQuery } from '@hearth/telemetry';
import { CloudWatchError } from './cloudwatch-error.js';
import type { Distribution } from './distribution.js';
import { lambdaMetrics } from './lambda-metrics.js';

export interface WantedMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly Dimension[];
}

export interface WantedTime {
  readonly startTime: Date;
  readonly endTime: Date;
  readonly periodSeconds: number;
}

export interface MetricValues {
  readonly start: Date;
  readonly unit: 'Count' | 'Milliseconds';
  readonly values: Distribution;
}

/** The values of a metric, oldest first; none for a metric, namespace or dimension that nobody counts, as in CloudWatch. */
export async function metricValues(
  history: InvocationHistory,
  { accountId, region }: Pick<Call, 'accountId' | 'region'>,
  wanted: WantedMetric,
  { startTime, endTime, periodSeconds }: WantedTime,
): Promise<readonly MetricValues[]> {
  if (startTime >= endTime) {
    throw new CloudWatchError('ValidationException', 'The parameter StartTime must be less than the parameter EndTime.');
  }
  const period = checkedPeriod(periodSeconds);
  const metric = Object.hasOwn(lambdaMetrics, wanted.MetricName ?? '') ? lambdaMetrics[wanted.MetricName!] : undefined;
  const filter = filterOf(wanted.Dimensions ?? []);
  if (wanted.Namespace !== 'AWS/Lambda' || !metric || !filter) return [];
  const from = new Date(Math.floor(startTime.getTime() / (period * 1000)) * period * 1000);
  const points = await history.points({ accountId, region, ...filter, from, to: endTime, periodSeconds: period });
  return points.flatMap((point) => {
    const values = metric.valuesOf(point);
    return values ? [{ start: point.start, unit: metric.unit, values }] : [];
  });
}

/** Periods under a minute are allowed for metrics that are counted more often; these are counted by the minute. */
function checkedPeriod(seconds: number): number {
  if ([1, 5, 10, 20, 30].includes(seconds)) return 60;
  if (seconds > 0 && seconds % 60 === 0) return seconds;
  throw new CloudWatchError(
    'InvalidParameterValueException',
    'The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.',
  );
}

type Filter = Pick<MetricQuery, 'functionName' | 'resource' | 'executedVersion'>;
const filterNames: Readonly<Record<string, keyof Filter>> = {
  FunctionName: 'functionName',
  Resource: 'resource',
  ExecutedVersion: 'executedVersion',
};

/** Undefined when a dimension is none of Lambda's. */
function filterOf(dimensions: readonly Dimension[]): Filter | undefined {
  const filter: { -readonly [Name in keyof Filter]: Filter[Name] } = {};
  for (const { Name, Value } of dimensions) {
    if (!Name || !Object.hasOwn(filterNames, Name)) return undefined;
    filter[filterNames[Name]!] = Value;
  }
  return filter;
}
