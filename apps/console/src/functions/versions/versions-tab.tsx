'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useUrlState } from '../../shell/url-state';
import { Copyable } from '../../view/copyable';
import { FailureAlert } from '../../view/failure-alert';
import { plainText } from '../../view/plain-text';
import { Timestamp } from '../../view/timestamp';
import { useVersions } from './use-versions';

export function VersionsTab({ name }: { readonly name: string }) {
  const [, change] = useUrlState();
  const { data, error, isPending, refetch } = useVersions(name);
  if (error) return <FailureAlert error={error} retry={refetch} />;
  return (
    <Table
      items={data ?? []}
      loading={isPending}
      loadingText="Loading versions"
      trackBy="version"
      ariaLabels={{ tableLabel: 'Versions' }}
      header={
        <Header
          variant="h2"
          counter={data ? `(${data.length})` : ''}
          description="$LATEST can change; a published version never does. Publish one with aws lambda publish-version."
        >
          Versions
        </Header>
      }
      empty={<Box color="text-body-secondary">No versions</Box>}
      columnDefinitions={[
        { id: 'version', header: 'Version', isRowHeader: true, cell: ({ version }) => version },
        { id: 'description', header: 'Description', cell: ({ description }) => plainText(description) || '–' },
        { id: 'runtime', header: 'Runtime', cell: ({ runtime }) => runtime },
        { id: 'modified', header: 'Last modified', cell: ({ lastModified }) => <Timestamp at={lastModified} /> },
        { id: 'sha', header: 'Code SHA-256', cell: ({ codeSha256 }) => <Copyable value={codeSha256} what="SHA-256" /> },
        {
          id: 'actions',
          header: 'Actions',
          cell: ({ version }) => (
            <Button
              variant="inline-link"
              ariaLabel={`Test version ${version}`}
              onClick={() => change({ tab: 'test', qualifier: version })}
            >
              Test
            </Button>
          ),
        },
      ]}
    />
  );
}
