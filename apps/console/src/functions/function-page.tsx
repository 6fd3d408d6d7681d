'use client';

import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { ask, Refused } from '../shell/ask';
import { NotFound } from '../shell/not-found';
import { Path } from '../shell/path';
import { useRegion, useUrlState, useViewUrl } from '../shell/url-state';
import { FailureAlert } from '../view/failure-alert';
import { plainText } from '../view/plain-text';
import { ConfigurationTab } from './configuration/configuration-tab';
import type { FunctionDetails } from './function-details';
import { FunctionOverview } from './function-overview';
import { isSettling } from './function-state';
import { MonitorTab } from './monitor/monitor-tab';
import { TestTab } from './test/test-tab';
import { AliasesTab } from './versions/aliases-tab';
import { VersionsTab } from './versions/versions-tab';

const settlingMilliseconds = 1_000;
const firstTab = 'configuration';

export interface FunctionPageProps {
  readonly name: string;
  /** What people's own tools call the API by. */
  readonly apiUrl: string;
  /** What the server already knew when it sent the page. */
  readonly found?: FunctionDetails;
}

export function FunctionPage({ name, apiUrl, found }: FunctionPageProps) {
  const region = useRegion();
  const viewUrl = useViewUrl();
  const [url, change] = useUrlState();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['function', region, name],
    queryFn: () => ask<FunctionDetails>(`/api/functions/${encodeURIComponent(name)}`, { region }),
    refetchInterval: ({ state }) => (state.data && isSettling(state.data) ? settlingMilliseconds : false),
    ...(found && { initialData: found }),
  });
  if (error instanceof Refused && error.status === 404) return <NotFound what="function" />;
  const shown = plainText(name);
  const tabs = [
    { id: 'configuration', label: 'Configuration', content: <ConfigurationTab details={data} /> },
    { id: 'test', label: 'Test', content: <TestTab name={name} apiUrl={apiUrl} /> },
    { id: 'monitor', label: 'Monitor', content: <MonitorTab name={name} /> },
    { id: 'versions', label: 'Versions', content: <VersionsTab name={name} /> },
    { id: 'aliases', label: 'Aliases', content: <AliasesTab name={name} /> },
  ];
  const asked = url.get('tab') ?? firstTab;
  return (
    <ContentLayout
      breadcrumbs={
        <Path
          items={[
            { text: 'Functions', href: viewUrl('/functions') },
            { text: shown, href: '' },
          ]}
        />
      }
      header={
        <Header
          variant="h1"
          actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={() => refetch()} />}
        >
          {shown}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && <FailureAlert error={error} retry={refetch} />}
        <FunctionOverview details={data} />
        <Tabs
          tabs={tabs}
          ariaLabel="About this function"
          activeTabId={tabs.some(({ id }) => id === asked) ? asked : firstTab}
          onChange={({ detail }) => change({ tab: detail.activeTabId === firstTab ? undefined : detail.activeTabId })}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
