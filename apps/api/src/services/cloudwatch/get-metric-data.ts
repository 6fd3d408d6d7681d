import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type { Call, Handlers } from '@hearth/aws-wire';
import type { InvocationHistory } from '@hearth/telemetry';
import { CloudWatchError } from './cloudwatch-error.js';
import { metricValues } from './metric-values.js';
import { offsetOf, tokenOf } from './page-token.js';
import { statisticOf } from './statistic.js';

const datapointsMax = 100_800;

/** Metrics by statistic and period. Metric math is refused. */
export function getMetricData(history: InvocationHistory): NonNullable<Handlers<typeof cloudwatch>['GetMetricData']> {
  return async (input, call) => {
    const queries = input.MetricDataQueries ?? [];
    if (queries.some(({ Expression }) => Expression !== undefined)) {
      throw new CloudWatchError(
        'ValidationException',
        'Expressions are not supported: ask for MetricStat and compute from its values.',
      );
    }
    const time = { startTime: input.StartTime!, endTime: input.EndTime! };
    const shown = queries.filter(({ ReturnData }) => ReturnData !== false);
    const series = await Promise.all(shown.map((query) => seriesOf(history, call, query, time)));
    if (input.ScanBy !== 'TimestampAscending') for (const each of series) each.points.reverse();
    return pageOf(series, offsetOf(input.NextToken), Math.min(input.MaxDatapoints ?? datapointsMax, datapointsMax));
  };
}

interface Series {
  readonly id: string | undefined;
  readonly label: string | undefined;
  readonly points: { readonly start: Date; readonly value: number }[];
}

async function seriesOf(
  history: InvocationHistory,
  call: Pick<Call, 'accountId' | 'region'>,
  { Id, Label, MetricStat }: cloudwatch.MetricDataQuery,
  time: { readonly startTime: Date; readonly endTime: Date },
): Promise<Series> {
  if (!MetricStat) throw new CloudWatchError('ValidationException', `The query ${Id} must have a MetricStat.`);
  const statistic = statisticOf(MetricStat.Stat ?? '');
  const metric = MetricStat.Metric ?? {};
  const values = await metricValues(history, call, metric, { ...time, periodSeconds: MetricStat.Period ?? 0 });
  const wantedUnit = values.filter(({ unit }) => MetricStat.Unit === undefined || MetricStat.Unit === unit);
  const points = wantedUnit.map((each) => ({ start: each.start, value: statistic(each.values) }));
  return { id: Id, label: Label ?? metric.MetricName, points };
}

/** The datapoints of all series, one series after the other, cut to what one answer may hold. */
function pageOf(
  series: readonly Series[],
  offset: number,
  datapoints: number,
): Omit<cloudwatch.GetMetricDataOutput, '$metadata'> {
  const end = offset + datapoints;
  let passed = 0;
  const results = series.map(({ id, label, points }) => {
    const [from, to] = [Math.max(0, offset - passed), Math.max(0, end - passed)];
    passed += points.length;
    const page = points.slice(from, to);
    return {
      Id: id,
      Label: label,
      Timestamps: page.map(({ start }) => start),
      Values: page.map(({ value }) => value),
      StatusCode: to < points.length ? ('PartialData' as const) : ('Complete' as const),
    };
  });
  return { MetricDataResults: results, NextToken: passed > end ? tokenOf(end) : undefined, Messages: [] };
}
