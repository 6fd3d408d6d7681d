'use client';

import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { Copyable } from '../view/copyable';
import { FunctionStateIndicator } from '../view/function-state-indicator';
import { plainText } from '../view/plain-text';
import { TextSkeleton } from '../view/text-skeleton';
import { Timestamp } from '../view/timestamp';
import type { FunctionDetails } from './function-details';

/** What stays in sight whichever tab is open. */
export function FunctionOverview({ details }: { readonly details: FunctionDetails | undefined }) {
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={180}
        items={[
          { label: 'State', value: details ? <FunctionStateIndicator of={details} /> : <TextSkeleton /> },
          { label: 'Runtime', value: details ? details.runtime : <TextSkeleton /> },
          { label: 'Last modified', value: details ? <Timestamp at={details.lastModified} /> : <TextSkeleton /> },
          { label: 'Function ARN', value: details ? <Copyable value={details.arn} what="ARN" /> : <TextSkeleton /> },
          ...(details?.description ? [{ label: 'Description', value: plainText(details.description) }] : []),
        ]}
      />
    </Container>
  );
}
