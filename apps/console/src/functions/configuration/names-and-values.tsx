'use client';

import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { plainText } from '../../view/plain-text';
import type { NameAndValue } from '../function-details';

export interface NamesAndValuesProps {
  readonly title: string;
  readonly empty: string;
  /** Undefined while it is not known. */
  readonly of: readonly NameAndValue[] | undefined;
  readonly actions?: ReactNode;
  /** Shown in place of every value that is to stay hidden. */
  readonly mask?: string | undefined;
}

export function NamesAndValues({ title, empty, of, actions, mask }: NamesAndValuesProps) {
  return (
    <Table
      items={of ?? []}
      loading={!of}
      loadingText={`Loading ${title.toLowerCase()}`}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h2" counter={of ? `(${of.length})` : ''} actions={actions}>
          {title}
        </Header>
      }
      empty={<Box color="text-body-secondary">{empty}</Box>}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Name',
          isRowHeader: true,
          width: '40%',
          cell: ({ name }) => <Box variant="code">{plainText(name)}</Box>,
        },
        { id: 'value', header: 'Value', cell: ({ value }) => <Box variant="code">{mask ?? plainText(value)}</Box> },
      ]}
    />
  );
}
