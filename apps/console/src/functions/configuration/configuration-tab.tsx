'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { bytes, seconds } from '../../view/amounts';
import { Copyable } from '../../view/copyable';
import { plainText } from '../../view/plain-text';
import { TextSkeleton } from '../../view/text-skeleton';
import type { FunctionDetails } from '../function-details';
import { EnvironmentVariables } from './environment-variables';
import { NamesAndValues } from './names-and-values';

export function ConfigurationTab({ details }: { readonly details: FunctionDetails | undefined }) {
  return (
    <SpaceBetween size="l">
      <Section title="General" rows={general} details={details} />
      <Section title="Code" rows={code} details={details} />
      <EnvironmentVariables details={details} />
      <NamesAndValues title="Tags" empty="No tags" of={details?.tags} />
    </SpaceBetween>
  );
}

type Row = readonly [label: string, value: (details: FunctionDetails) => ReactNode];

const general: readonly Row[] = [
  ['Memory', ({ memoryMegabytes }) => `${memoryMegabytes} MB`],
  ['Timeout', ({ timeoutSeconds }) => seconds(timeoutSeconds)],
  ['Ephemeral storage', ({ ephemeralStorageMegabytes }) => `${ephemeralStorageMegabytes} MB`],
  ['Execution role', ({ role }) => <Copyable value={role} what="Role ARN" />],
  ['Reserved concurrency', ({ reservedConcurrency }) => reservedConcurrency ?? 'Unreserved'],
  ['Log group', ({ logGroup }) => <Copyable value={logGroup} what="Log group" />],
];

const code: readonly Row[] = [
  ['Handler', ({ handler }) => <Box variant="code">{plainText(handler) || '–'}</Box>],
  ['Architecture', ({ architecture }) => architecture],
  ['Package type', ({ packageType }) => packageType],
  ['Code size', ({ codeBytes, codeLocation }) => <CodeSize bytes={codeBytes} location={codeLocation} />],
  ['SHA-256', ({ codeSha256 }) => <Copyable value={codeSha256} what="SHA-256" />],
  ['Layers', ({ layers }) => (layers.length === 0 ? 'None' : layers.map((arn) => <div key={arn}>{plainText(arn)}</div>))],
];

function Section({
  title,
  rows,
  details,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly details: FunctionDetails | undefined;
}) {
  const items = rows.map(([label, value]) => ({ label, value: details ? value(details) : <TextSkeleton /> }));
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <KeyValuePairs columns={3} minColumnWidth={200} items={items} />
    </Container>
  );
}

function CodeSize({ bytes: size, location }: { readonly bytes: number; readonly location: string | undefined }) {
  return (
    <>
      {bytes(size)}{' '}
      {location && (
        <Link href={location} external externalIconAriaLabel="Opens the deployment package" fontSize="body-s">
          Download
        </Link>
      )}
    </>
  );
}
