'use client';

import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../shell/ask';
import { useRegion, useUrlState } from '../../shell/url-state';
import { milliseconds } from '../../view/amounts';
import { FailureAlert } from '../../view/failure-alert';
import { counts, measurements, total } from './chart-series';
import { MetricChart } from './metric-chart';
import type { MetricAnswer } from './metric-series';
import { MonitorControls, refreshSeconds } from './monitor-controls';
import { rangeBounds, rangeFromUrl } from './time-range';

const third = { colspan: { default: 12, m: 4 } };
const nothing: MetricAnswer['series'] = {
  invocations: [],
  errors: [],
  throttles: [],
  durationAverage: [],
  durationMaximum: [],
  durationP99: [],
};

export function MonitorTab({ name }: { readonly name: string }) {
  const region = useRegion();
  const [url] = useUrlState();
  const rangeText = url.get('range');
  const every = refreshSeconds(url.get('refresh'));
  const { data, error, isFetching, isPending, refetch } = useQuery({
    queryKey: ['metrics', region, name, rangeText],
    queryFn: () => {
      const { from, to } = rangeBounds(rangeFromUrl(rangeText), Date.now());
      return ask<MetricAnswer>(`/api/functions/${encodeURIComponent(name)}/metrics`, {
        region,
        from: String(from),
        to: String(to),
      });
    },
    placeholderData: keepPreviousData,
    refetchInterval: every ? every * 1000 : false,
  });
  const { invocations, errors, throttles, durationAverage, durationMaximum, durationP99 } = data?.series ?? nothing;
  const frame = { range: data, utc: url.get('zone') === 'utc', loading: isPending, failed: Boolean(error) && !data };
  const countsOf = (points: typeof invocations) => (data ? counts(points, data) : []);
  return (
    <SpaceBetween size="l">
      <MonitorControls refreshing={isFetching} refresh={refetch} />
      {error && <FailureAlert error={error} retry={refetch} />}
      <Grid gridDefinition={[third, third, third]}>
        <MetricChart
          {...frame}
          title="Invocations"
          summary={`${total(invocations).toLocaleString('en')} in this range`}
          lines={[{ title: 'Invocations', points: countsOf(invocations) }]}
        />
        <MetricChart
          {...frame}
          title="Errors"
          summary={`${total(errors).toLocaleString('en')} errors, ${total(throttles).toLocaleString('en')} throttles`}
          lines={[
            { title: 'Errors', points: countsOf(errors), color: '#d91515' },
            { title: 'Throttles', points: countsOf(throttles), color: '#e07941' },
          ]}
        />
        <MetricChart
          {...frame}
          title="Duration"
          summary={
            durationMaximum.length
              ? `${milliseconds(Math.max(...durationMaximum.map(({ value }) => value)))} at most`
              : 'Nothing ran in this range'
          }
          format={milliseconds}
          lines={[
            { title: 'Average', points: measurements(durationAverage) },
            { title: 'p99', points: measurements(durationP99) },
            { title: 'Maximum', points: measurements(durationMaximum) },
          ]}
        />
      </Grid>
    </SpaceBetween>
  );
}
