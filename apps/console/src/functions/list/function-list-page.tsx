'use client';

import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useEffect } from 'react';
import { useRegion, useUrlState, useViewUrl } from '../../shell/url-state';
import { useViewer } from '../../shell/viewer-context';
import { counted } from '../../view/amounts';
import { FailureAlert } from '../../view/failure-alert';
import { useInBrowser } from '../../view/use-in-browser';
import type { FunctionSummary } from '../function-summary';
import { functionColumns } from './function-columns';
import { NoFunctions } from './no-functions';
import { useFunctionStates, useFunctions } from './use-functions';

const functionsPerPage = 20;

export function FunctionListPage({ apiUrl }: { readonly apiUrl: string }) {
  const inBrowser = useInBrowser();
  const region = useRegion();
  const viewUrl = useViewUrl();
  const { accountId } = useViewer();
  const [url, change] = useUrlState();
  const filter = url.get('filter') ?? '';
  const sort = url.get('sort');
  const { functions, hasNextPage, isFetching, isPending, error, refetch, fetchNextPage } = useFunctions(
    region,
    Boolean(filter || sort),
  );
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount, actions } = useCollection(functions, {
    filtering: {
      defaultFilteringText: filter,
      filteringFunction: matches,
      empty: <NoFunctions apiUrl={apiUrl} region={region} accountId={accountId} />,
      noMatch: (
        <SpaceBetween size="s">
          <Box variant="strong">No function matches</Box>
          <Button onClick={() => actions.setFiltering('')}>Clear the search</Button>
        </SpaceBetween>
      ),
    },
    sorting: {},
    pagination: { pageSize: functionsPerPage, defaultPage: Number(url.get('page')) || 1 },
  });
  const states = useFunctionStates(region, items);
  const columns = functionColumns(states, (name) => viewUrl(`/functions/${encodeURIComponent(name)}`));
  const { filteringText } = filterProps;
  const { currentPageIndex } = paginationProps;
  useEffect(() => {
    change({ filter: filteringText, page: currentPageIndex > 1 ? String(currentPageIndex) : undefined }, 'replace');
  }, [change, filteringText, currentPageIndex]);
  // Cloudscape lays out tables by the width of the window, which the server does not know.
  if (!inBrowser) return null;
  if (error && functions.length === 0) return <FailureAlert error={error} retry={refetch} />;
  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      trackBy="name"
      items={items}
      columnDefinitions={columns}
      loading={isPending}
      loadingText="Loading functions"
      onSortingChange={(event) => {
        change({ sort: event.detail.sortingColumn.sortingField }, 'replace');
        collectionProps.onSortingChange?.(event);
      }}
      ariaLabels={{ tableLabel: 'Functions' }}
      renderAriaLive={({ totalItemsCount }) => counted(totalItemsCount ?? functions.length, 'function')}
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={isPending ? '' : `(${functions.length}${hasNextPage ? '+' : ''})`}
          actions={<Button iconName="refresh" ariaLabel="Refresh" loading={isFetching} onClick={() => refetch()} />}
        >
          Functions
        </Header>
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder="Find by name, description or runtime"
          filteringAriaLabel="Find functions"
          countText={`${counted(filteredItemsCount ?? 0, 'match', 'matches')}${hasNextPage ? ' so far' : ''}`}
        />
      }
      pagination={
        <Pagination
          {...paginationProps}
          openEnd={hasNextPage}
          onNextPageClick={({ detail }) => !detail.requestedPageAvailable && fetchNextPage()}
        />
      }
    />
  );
}

function matches({ name, description, runtime }: FunctionSummary, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [name, description, runtime].some((field) => field.toLowerCase().includes(wanted));
}
