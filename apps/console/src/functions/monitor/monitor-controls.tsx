'use client';

import Button from '@cloudscape-design/components/button';
import DateRangePicker from '@cloudscape-design/components/date-range-picker';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useUrlState } from '../../shell/url-state';
import { counted } from '../../view/amounts';
import { isValidRange, offeredRanges, rangeFromUrl, rangeToUrl } from './time-range';

const refreshOptions = [
  { value: 'off', label: 'No auto refresh' },
  { value: '10', label: 'Every 10 s' },
  { value: '60', label: 'Every minute' },
  { value: '300', label: 'Every 5 min' },
];
const firstRefresh = '60';
const localZone = { value: 'local', label: 'Local time' };
const utcZone = { value: 'utc', label: 'UTC' };

/** How often a view asks again by itself, as its URL says; 0 for never. */
export function refreshSeconds(text: string | null): number {
  const { value } = chosenRefresh(text);
  return value === 'off' ? 0 : Number(value);
}

function chosenRefresh(text: string | null) {
  const wanted = text ?? firstRefresh;
  return refreshOptions.find(({ value }) => value === wanted) ?? { value: firstRefresh, label: 'Every minute' };
}

/** Range, zone and refresh of the charts, all of them kept in the URL. */
export function MonitorControls({ refreshing, refresh }: { readonly refreshing: boolean; readonly refresh: () => void }) {
  const [url, change] = useUrlState();
  const utc = url.get('zone') === 'utc';
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <DateRangePicker
        ariaLabel="Range"
        value={rangeFromUrl(url.get('range'))}
        relativeOptions={offeredRanges}
        customRelativeRangeUnits={['minute', 'hour', 'day', 'week']}
        isValidRange={isValidRange}
        showClearButton={false}
        {...(utc && { timeOffset: 0 })}
        i18nStrings={{ formatRelativeRange: ({ amount, unit }) => `Last ${amount === 1 ? unit : counted(amount, unit)}` }}
        onChange={({ detail }) => detail.value && change({ range: rangeToUrl(detail.value) })}
      />
      <Select
        ariaLabel="Time zone"
        selectedOption={utc ? utcZone : localZone}
        options={[localZone, utcZone]}
        onChange={({ detail }) => change({ zone: detail.selectedOption.value === 'utc' ? 'utc' : undefined }, 'replace')}
      />
      <Select
        ariaLabel="Auto refresh"
        selectedOption={chosenRefresh(url.get('refresh'))}
        options={refreshOptions}
        onChange={({ detail }) =>
          change({ refresh: detail.selectedOption.value === firstRefresh ? undefined : detail.selectedOption.value }, 'replace')
        }
      />
      <Button iconName="refresh" ariaLabel="Refresh the charts" loading={refreshing} onClick={refresh} />
    </SpaceBetween>
  );
}
