'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { milliseconds } from '../../view/amounts';
import { Copyable } from '../../view/copyable';
import { FailureAlert } from '../../view/failure-alert';
import { FunctionFailureView } from './function-failure-view';
import type { InvocationResult } from './invocation';
import { LogTail } from './log-tail';
import { Payload } from './payload';
import { type Report, reportOf } from './report';

export interface InvocationResultViewProps {
  readonly result: InvocationResult | undefined;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly retry: () => void;
}

export function InvocationResultView({ result, error, pending, retry }: InvocationResultViewProps) {
  return (
    <Container header={<Header variant="h2">Result</Header>}>
      <div aria-live="polite">
        {pending && <StatusIndicator type="in-progress">Invoking</StatusIndicator>}
        {!pending && error && <FailureAlert error={error} retry={retry} />}
        {!pending && !error && result && <Outcome result={result} />}
        {!pending && !error && !result && (
          <Box color="text-body-secondary">Run the test to see what the function answers and logs.</Box>
        )}
      </div>
    </Container>
  );
}

function Outcome({ result }: { readonly result: InvocationResult }) {
  const { type, requestId, executedVersion, functionError, payload, logTail } = result;
  if (type === 'Event') {
    return (
      <SpaceBetween size="m">
        <StatusIndicator type="success">Accepted</StatusIndicator>
        <Box variant="p">The event is stored and will run; Monitor shows when it has.</Box>
        <KeyValuePairs items={[{ label: 'Request ID', value: <Copyable value={requestId} what="Request ID" /> }]} />
      </SpaceBetween>
    );
  }
  const report = reportOf(logTail, requestId);
  return (
    <SpaceBetween size="m">
      <StatusIndicator type={functionError ? 'error' : 'success'}>
        {functionError ? `Failed (${functionError.toLowerCase()})` : 'Succeeded'}
      </StatusIndicator>
      <KeyValuePairs
        columns={3}
        minColumnWidth={130}
        items={[
          ...(report ? amounts(report) : []),
          { label: 'Executed version', value: executedVersion ?? '–' },
          { label: 'Request ID', value: <Copyable value={requestId} what="Request ID" /> },
        ]}
      />
      {functionError ? <FunctionFailureView payload={payload} /> : <Payload text={payload} />}
      {logTail && <LogTail text={logTail} />}
    </SpaceBetween>
  );
}

function amounts(report: Report): KeyValuePairsProps.Item[] {
  return [
    { label: 'Duration', value: milliseconds(report.durationMilliseconds) },
    { label: 'Billed duration', value: milliseconds(report.billedMilliseconds) },
    {
      label: 'Init duration',
      value: report.initMilliseconds === undefined ? 'None (warm)' : milliseconds(report.initMilliseconds),
    },
    { label: 'Memory size', value: `${report.memoryMegabytes} MB` },
    { label: 'Max memory used', value: `${report.maxMemoryUsedMegabytes} MB` },
  ];
}
