/** Which numbers the charts are drawn from, as CloudWatch names them. */
export const functionMetrics = {
  invocations: { metric: 'Invocations', statistic: 'Sum' },
  errors: { metric: 'Errors', statistic: 'Sum' },
  throttles: { metric: 'Throttles', statistic: 'Sum' },
  durationAverage: { metric: 'Duration', statistic: 'Average' },
  durationMaximum: { metric: 'Duration', statistic: 'Maximum' },
  durationP99: { metric: 'Duration', statistic: 'p99' },
} as const;

export type SeriesName = keyof typeof functionMetrics;

export interface Point {
  readonly atMilliseconds: number;
  readonly value: number;
}

export interface MetricAnswer {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
  readonly periodSeconds: number;
  readonly series: Readonly<Record<SeriesName, readonly Point[]>>;
}
