import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type { Handlers } from '@hearth/aws-wire';
import type { InvocationHistory } from '@hearth/telemetry';
import { CloudWatchError } from './cloudwatch-error.js';
import { type MetricValues, metricValues } from './metric-values.js';
import { statisticOf } from './statistic.js';

const datapointsMax = 1440;

/** Several statistics of one metric. */
export function getMetricStatistics(history: InvocationHistory): NonNullable<Handlers<typeof cloudwatch>['GetMetricStatistics']> {
  return async (input, call) => {
    const { Statistics: simple = [], ExtendedStatistics: extended = [] } = input;
    if (simple.length + extended.length === 0) {
      throw new CloudWatchError(
        'InvalidParameterCombinationException',
        'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
      );
    }
    const time = { startTime: input.StartTime!, endTime: input.EndTime!, periodSeconds: input.Period! };
    refuseTooMany(time);
    const values = await metricValues(history, call, input, time);
    const wantedUnit = values.filter(({ unit }) => input.Unit === undefined || input.Unit === unit);
    return { Label: input.MetricName, Datapoints: wantedUnit.map((each) => datapoint(each, simple, extended)) };
  };
}

function refuseTooMany(time: { readonly startTime: Date; readonly endTime: Date; readonly periodSeconds: number }): void {
  const datapoints = Math.ceil((time.endTime.getTime() - time.startTime.getTime()) / 1000 / time.periodSeconds);
  if (!(datapoints > datapointsMax)) return;
  throw new CloudWatchError(
    'InvalidParameterCombinationException',
    `You have requested up to ${datapoints.toLocaleString('en')} datapoints, which exceeds the limit of 1,440. ` +
      'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  );
}

function datapoint(
  { start, unit, values }: MetricValues,
  simple: readonly string[],
  extended: readonly string[],
): cloudwatch.Datapoint {
  const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, statisticOf(name)(values)]));
  return { Timestamp: start, Unit: unit, ...all(simple), ...(extended.length > 0 && { ExtendedStatistics: all(extended) }) };
}
