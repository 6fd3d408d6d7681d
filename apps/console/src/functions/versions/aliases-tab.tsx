'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useUrlState } from '../../shell/url-state';
import { Copyable } from '../../view/copyable';
import { FailureAlert } from '../../view/failure-alert';
import { plainText } from '../../view/plain-text';
import type { FunctionAlias } from './function-version';
import { useAliases } from './use-versions';

export function AliasesTab({ name }: { readonly name: string }) {
  const [, change] = useUrlState();
  const { data, error, isPending, refetch } = useAliases(name);
  if (error) return <FailureAlert error={error} retry={refetch} />;
  return (
    <Table
      items={data ?? []}
      loading={isPending}
      loadingText="Loading aliases"
      trackBy="name"
      ariaLabels={{ tableLabel: 'Aliases' }}
      header={
        <Header
          variant="h2"
          counter={data ? `(${data.length})` : ''}
          description="A name that leads to one version, or to two by weight."
        >
          Aliases
        </Header>
      }
      empty={
        <Box color="text-body-secondary">
          No aliases. Create one with <Box variant="code">aws lambda create-alias</Box>
        </Box>
      }
      columnDefinitions={[
        { id: 'name', header: 'Alias', isRowHeader: true, cell: ({ name: alias }) => plainText(alias) },
        { id: 'versions', header: 'Versions', cell: routesText },
        { id: 'description', header: 'Description', cell: ({ description }) => plainText(description) || '–' },
        { id: 'arn', header: 'ARN', cell: ({ arn }) => <Copyable value={arn} what="ARN" /> },
        {
          id: 'actions',
          header: 'Actions',
          cell: ({ name: alias }) => (
            <Button
              variant="inline-link"
              ariaLabel={`Test alias ${plainText(alias)}`}
              onClick={() => change({ tab: 'test', qualifier: alias })}
            >
              Test
            </Button>
          ),
        },
      ]}
    />
  );
}

function routesText({ routes }: FunctionAlias): string {
  if (routes.length === 1) return routes[0]?.version ?? '';
  return routes.map(({ version, share }) => `${version} (${Number((share * 100).toFixed(2))} %)`).join(', ');
}
