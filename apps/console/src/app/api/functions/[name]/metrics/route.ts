import { GetMetricDataCommand, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { functionMetrics, type MetricAnswer, type Point, type SeriesName } from '../../../../../functions/monitor/metric-series';
import { periodFor } from '../../../../../functions/monitor/period-for';
import { endpoint } from '../../../../../server/endpoint';

const yearMilliseconds = 366 * 86_400_000;
const range = z
  .object({ from: z.coerce.number().int(), to: z.coerce.number().int() })
  .refine(
    ({ from, to }) => from >= 0 && to > from && to - from <= yearMilliseconds,
    'a range ends after it starts, within a year',
  );

/** The numbers of one function over a range, widened to whole periods. */
export const GET = endpoint<{ name: string }>(async ({ clients, params, query }): Promise<MetricAnswer> => {
  const { from, to } = range.parse(Object.fromEntries(query));
  const periodSeconds = periodFor((to - from) / 1000);
  const periodMilliseconds = periodSeconds * 1000;
  const fromMilliseconds = Math.floor(from / periodMilliseconds) * periodMilliseconds;
  const toMilliseconds = Math.ceil(to / periodMilliseconds) * periodMilliseconds;
  const { MetricDataResults = [] } = await clients.cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(fromMilliseconds),
      EndTime: new Date(toMilliseconds),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: Object.entries(functionMetrics).map(([id, { metric, statistic }]) => ({
        Id: id,
        MetricStat: {
          Metric: { Namespace: 'AWS/Lambda', MetricName: metric, Dimensions: [{ Name: 'FunctionName', Value: params.name }] },
          Period: periodSeconds,
          Stat: statistic,
        },
      })),
    }),
  );
  const found = new Map(MetricDataResults.map((result) => [result.Id, points(result)]));
  const names = Object.keys(functionMetrics) as SeriesName[];
  const series = Object.fromEntries(names.map((name) => [name, found.get(name) ?? []])) as unknown as MetricAnswer['series'];
  return { fromMilliseconds, toMilliseconds, periodSeconds, series };
});

function points({ Timestamps = [], Values = [] }: MetricDataResult): Point[] {
  return Timestamps.map((at, index) => ({ atMilliseconds: at.getTime(), value: Values[index] ?? 0 }));
}
