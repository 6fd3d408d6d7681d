import { lambdaMetrics } from './lambda-metrics.js';
import { statisticOf } from './statistic.js';

const point = {
  start: new Date(0),
  invocations: 10,
  errors: 3,
  throttles: 2,
  signatureErrors: 0,
  billedMilliseconds: 0,
  durationSumMilliseconds: 100,
  durationMinMilliseconds: 10,
  durationMaxMilliseconds: 10,
  durations: new Map([[348, 10]]),
};
const value = (metric: string, statistic: string, of: typeof point = point) => {
  const values = lambdaMetrics[metric]!.valuesOf(of);
  return values && statisticOf(statistic)(values);
};

test('an error is a 1 and a success a 0, so that their average is the error rate', () => {
  const statistics = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p70', 'p71'];
  expect(statistics.map((name) => value('Errors', name))).toEqual([3, 0.3, 0, 1, 10, 0, 1]);
});

test('every invocation counts one, throttled calls count among the throttles only', () => {
  expect([value('Invocations', 'Sum'), value('Invocations', 'Average'), value('Invocations', 'Minimum')]).toEqual([10, 1, 1]);
  expect([value('Throttles', 'Sum'), value('Throttles', 'SampleCount')]).toEqual([2, 12]);
});

test('a percentile never lies beyond what was measured', () => {
  expect(['p0.1', 'p50', 'p99', 'p100'].map((name) => value('Duration', name))).toEqual([10, 10, 10, 10]);
});

test('a period in which nothing ran has no duration and no invocations, but its throttles', () => {
  const throttled = { ...point, invocations: 0, errors: 0, durationMinMilliseconds: undefined as unknown as number };
  expect(['Invocations', 'Errors', 'Duration', 'Throttles'].map((metric) => value(metric, 'Sum', throttled))).toEqual([
    undefined,
    undefined,
    undefined,
    2,
  ]);
});

test('statistics that are not kept are refused by name', () => {
  for (const name of ['tm99', 'p101', 'p', 'constructor', ''])
    expect(() => statisticOf(name)).toThrow(`${name} is not supported`);
});
