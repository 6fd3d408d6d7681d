export { bucketOf, type DurationHistogram, percentile } from './duration-histogram.js';
export type { InvocationMetrics, InvocationRecord } from './invocation-record.js';
export type { InvocationHistory, MeteredResource, MetricPoint, MetricQuery } from './metric-query.js';
export { MinuteMetrics } from './minute-metrics.js';
export type { MinuteRow, MinuteRows } from './minute-row.js';
