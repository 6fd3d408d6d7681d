'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { ask } from '../../shell/ask';
import { useRegion, useUrlState } from '../../shell/url-state';
import { EditorSkeleton } from './editor-skeleton';
import type { InvocationRequest, InvocationResult, InvocationType } from './invocation';
import { InvocationResultView } from './invocation-result-view';
import { InvocationTypeSelect } from './invocation-type-select';
import { invokeCommandLine } from './invoke-command-line';
import { useKeptEvent } from './kept-event';
import { QualifierSelect } from './qualifier-select';

// A third of the page's script, wanted on one tab only.
const EventEditor = dynamic(() => import('./event-editor'), { ssr: false, loading: EditorSkeleton });

export function TestTab({ name, apiUrl }: { readonly name: string; readonly apiUrl: string }) {
  const region = useRegion();
  const [url, change] = useUrlState();
  const [event, keepEvent] = useKeptEvent(region, name);
  const queries = useQueryClient();
  const type: InvocationType = url.get('type') === 'Event' ? 'Event' : 'RequestResponse';
  const qualifier = url.get('qualifier') ?? '$LATEST';
  const wrong = jsonFault(event);
  const request: InvocationRequest = { qualifier, type, payload: event };
  const invocation = useMutation({
    mutationFn: (asked: InvocationRequest) =>
      ask<InvocationResult>(`/api/functions/${encodeURIComponent(name)}/invocations`, { region }, asked),
    onSettled: () => queries.invalidateQueries({ queryKey: ['metrics', region, name] }),
  });
  const run = () => {
    if (!wrong && !invocation.isPending) invocation.mutate(request);
  };
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }]}>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <CopyToClipboard
                  copyButtonText="Copy as AWS CLI"
                  textToCopy={invokeCommandLine(apiUrl, region, name, request).join(' ')}
                  copySuccessText="Command copied"
                  copyErrorText="The command could not be copied"
                />
                <Button
                  variant="primary"
                  onClick={run}
                  loading={invocation.isPending}
                  loadingText="Invoking"
                  disabled={Boolean(wrong)}
                >
                  Test
                </Button>
              </SpaceBetween>
            }
          >
            Test event
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Grid gridDefinition={[{ colspan: { default: 12, xxs: 6 } }, { colspan: { default: 12, xxs: 6 } }]}>
            <InvocationTypeSelect
              type={type}
              onChange={(chosen) => change({ type: chosen === 'Event' ? 'Event' : undefined }, 'replace')}
            />
            <QualifierSelect
              name={name}
              qualifier={qualifier}
              onChange={(chosen) => change({ qualifier: chosen === '$LATEST' ? undefined : chosen }, 'replace')}
            />
          </Grid>
          <FormField stretch label="Event" errorText={wrong} constraintText="JSON. Ctrl-Enter runs the test.">
            <EventEditor value={event} onChange={keepEvent} onRun={run} />
          </FormField>
          <Box float="right">
            <Button onClick={() => keepEvent(JSON.stringify(JSON.parse(event), null, 2))} disabled={Boolean(wrong)}>
              Format
            </Button>
          </Box>
        </SpaceBetween>
      </Container>
      <InvocationResultView result={invocation.data} error={invocation.error} pending={invocation.isPending} retry={run} />
    </Grid>
  );
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `Not JSON: ${error instanceof Error ? error.message : error}`;
  }
}
