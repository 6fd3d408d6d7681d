'use client';

import Link from '@cloudscape-design/components/link';
import Skeleton from '@cloudscape-design/components/skeleton';
import type { TableProps } from '@cloudscape-design/components/table';
import { useRouter } from 'next/navigation';
import type { FunctionStates } from '../../app/api/functions/states/route';
import { bytes } from '../../view/amounts';
import { FunctionStateIndicator } from '../../view/function-state-indicator';
import { plainText } from '../../view/plain-text';
import { Timestamp } from '../../view/timestamp';
import type { FunctionSummary } from '../function-summary';

export function functionColumns(
  states: FunctionStates,
  urlOf: (name: string) => string,
): TableProps.ColumnDefinition<FunctionSummary>[] {
  return [
    {
      id: 'name',
      header: 'Function name',
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 160,
      cell: ({ name }) => <FunctionLink name={name} url={urlOf(name)} />,
    },
    {
      id: 'state',
      header: 'State',
      minWidth: 130,
      cell: ({ name }) => (states[name] ? <FunctionStateIndicator of={states[name]} /> : <Skeleton width="72px" height="20px" />),
    },
    { id: 'runtime', header: 'Runtime', sortingField: 'runtime', minWidth: 110, cell: ({ runtime }) => runtime },
    { id: 'size', header: 'Code size', sortingField: 'codeBytes', minWidth: 100, cell: ({ codeBytes }) => bytes(codeBytes) },
    {
      id: 'modified',
      header: 'Last modified',
      sortingField: 'lastModified',
      minWidth: 190,
      cell: ({ lastModified }) => <Timestamp at={lastModified} />,
    },
    {
      id: 'description',
      header: 'Description',
      minWidth: 200,
      maxWidth: 420,
      cell: ({ description }) => plainText(description) || '–',
    },
  ];
}

function FunctionLink({ name, url }: { readonly name: string; readonly url: string }) {
  const router = useRouter();
  return (
    <Link
      href={url}
      onFollow={(event) => {
        event.preventDefault();
        router.push(url);
      }}
    >
      {plainText(name)}
    </Link>
  );
}
