'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import type { ChartPoint } from './chart-series';
import { chartTime, fullChartTime } from './chart-times';
import type { MetricAnswer } from './metric-series';

export interface MetricChartProps {
  readonly title: string;
  readonly summary: string;
  readonly lines: readonly { readonly title: string; readonly points: readonly ChartPoint[]; readonly color?: string }[];
  readonly range: Pick<MetricAnswer, 'fromMilliseconds' | 'toMilliseconds'> | undefined;
  readonly utc: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly format?: (value: number) => string;
}

export function MetricChart({ title, summary, lines, range, utc, loading, failed, format = count }: MetricChartProps) {
  const spanMilliseconds = range ? range.toMilliseconds - range.fromMilliseconds : 0;
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ y }) => y)));
  return (
    <Container
      header={
        <Header variant="h2" description={loading ? 'Loading' : summary}>
          {title}
        </Header>
      }
    >
      <LineChart<Date>
        height={200}
        hideFilter
        xScaleType="time"
        yDomain={[0, highest > 0 ? highest * 1.1 : 1]}
        {...(range && { xDomain: [new Date(range.fromMilliseconds), new Date(range.toMilliseconds)] })}
        series={lines.map(({ points, ...line }) => ({ ...line, type: 'line', data: points, valueFormatter: format }))}
        i18nStrings={{ xTickFormatter: (at) => chartTime(at, spanMilliseconds, utc), yTickFormatter: format }}
        detailPopoverSeriesContent={({ series, y }) => ({ key: series.title, value: format(y) })}
        detailPopoverFooter={(at) => <Box fontSize="body-s">{fullChartTime(at, utc)}</Box>}
        ariaLabel={`${title}: ${summary}`}
        statusType={failed ? 'error' : loading ? 'loading' : 'finished'}
        loadingText="Loading"
        errorText="The numbers could not be loaded"
        empty={<Box color="text-body-secondary">No data in this range</Box>}
      />
    </Container>
  );
}

function count(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toLocaleString('en', { maximumFractionDigits: 2 });
}
