import type { MetricPoint } from '@hearth/telemetry';
import { type Distribution, ofFlags, ofHistogram } from './distribution.js';

export interface LambdaMetric {
  readonly unit: 'Count' | 'Milliseconds';
  /** Undefined for a period in which the metric has no value. */
  valuesOf(point: MetricPoint): Distribution | undefined;
}

/** As https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html has them: counts are a 1 or a 0 for each invocation. */
export const lambdaMetrics: Readonly<Record<string, LambdaMetric>> = {
  Invocations: { unit: 'Count', valuesOf: ({ invocations }) => ofFlags(invocations, invocations) },
  Errors: { unit: 'Count', valuesOf: ({ invocations, errors }) => ofFlags(invocations, errors) },
  Throttles: { unit: 'Count', valuesOf: ({ invocations, throttles }) => ofFlags(invocations + throttles, throttles) },
  SignatureValidationErrors: { unit: 'Count', valuesOf: ({ signatureErrors }) => ofFlags(signatureErrors, signatureErrors) },
  Duration: { unit: 'Milliseconds', valuesOf: durations },
};

function durations(point: MetricPoint): Distribution | undefined {
  const { durationMinMilliseconds: minimum, durationMaxMilliseconds: maximum } = point;
  if (minimum === undefined || maximum === undefined) return undefined;
  return ofHistogram(point.durations, { count: point.invocations, sum: point.durationSumMilliseconds, minimum, maximum });
}
