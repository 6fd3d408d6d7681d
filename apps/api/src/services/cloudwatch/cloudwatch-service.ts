import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import { defineService, type Service } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import type { InvocationHistory } from '@hearth/telemetry';
import { getMetricData } from './get-metric-data.js';
import { getMetricStatistics } from './get-metric-statistics.js';
import { listMetrics } from './list-metrics.js';

/** What has been counted of invocations, as CloudWatch's namespace AWS/Lambda. */
export function cloudwatchService(history: InvocationHistory): Service<Principal> {
  return defineService<typeof cloudwatch, Principal>({
    module: cloudwatch,
    signingName: 'monitoring',
    protocols: ['json-1.0', 'query', 'rpc-v2-cbor'],
    authorization: (operation) => ({ action: `cloudwatch:${operation}`, resource: '*' }),
    handlers: {
      GetMetricData: getMetricData(history),
      GetMetricStatistics: getMetricStatistics(history),
      ListMetrics: listMetrics(history),
    },
  });
}
