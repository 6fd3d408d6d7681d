export type { InvocationMetrics, InvocationRecord } from './invocation-record.js';
