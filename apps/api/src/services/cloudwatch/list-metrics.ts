import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type { Handlers } from '@hearth/aws-wire';
import type { InvocationHistory, MeteredResource } from '@hearth/telemetry';
import { lambdaMetrics } from './lambda-metrics.js';
import { offsetOf, tokenOf } from './page-token.js';

const hour = 3_600_000;
/** A metric without values for two weeks is listed no more: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const listedFor = 14 * 24 * hour;
const metricsPerPage = 500;

/** What has been counted lately, under each set of dimensions it can be asked for. */
export function listMetrics(
  history: InvocationHistory,
  nowMilliseconds: () => number = Date.now,
): NonNullable<Handlers<typeof cloudwatch>['ListMetrics']> {
  return async (input, { accountId, region }) => {
    const since = new Date(nowMilliseconds() - (input.RecentlyActive === 'PT3H' ? 3 * hour : listedFor));
    const resources = await history.resources(accountId, region, since);
    const metrics = metricsOf(resources).filter((metric) => isWanted(metric, input));
    const offset = offsetOf(input.NextToken);
    const end = offset + metricsPerPage;
    return { Metrics: metrics.slice(offset, end), NextToken: end < metrics.length ? tokenOf(end) : undefined };
  };
}

function metricsOf(resources: readonly MeteredResource[]): cloudwatch.Metric[] {
  const dimensionSets = new Map(resources.flatMap(dimensionsOf).map((dimensions) => [JSON.stringify(dimensions), dimensions]));
  return Object.keys(lambdaMetrics).flatMap((MetricName) =>
    [...dimensionSets.values()].map((Dimensions) => ({ Namespace: 'AWS/Lambda', MetricName, Dimensions })),
  );
}

/** The executed version is told apart only where an alias may lead to several. */
function dimensionsOf({ functionName, resource, executedVersion }: MeteredResource): cloudwatch.Dimension[][] {
  const byFunction = [{ Name: 'FunctionName', Value: functionName }];
  const byResource = [...byFunction, { Name: 'Resource', Value: resource }];
  const sets: cloudwatch.Dimension[][] = [[], byFunction, byResource];
  if (executedVersion && resource !== functionName)
    sets.push([...byResource, { Name: 'ExecutedVersion', Value: executedVersion }]);
  return sets;
}

function isWanted(metric: cloudwatch.Metric, { Namespace, MetricName, Dimensions = [] }: cloudwatch.ListMetricsInput): boolean {
  if (Namespace !== undefined && Namespace !== metric.Namespace) return false;
  if (MetricName !== undefined && MetricName !== metric.MetricName) return false;
  return Dimensions.every(({ Name, Value }) =>
    metric.Dimensions!.some((has) => has.Name === Name && (Value === undefined || has.Value === Value)),
  );
}
