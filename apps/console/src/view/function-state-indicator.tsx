'use client';

import Popover from '@cloudscape-design/components/popover';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { FunctionState } from '../functions/function-state';
import { plainText } from './plain-text';

const types: Record<string, StatusIndicatorProps.Type> = {
  Pending: 'pending',
  Active: 'success',
  ActiveNonInvocable: 'warning',
  Inactive: 'stopped',
  Deactivating: 'in-progress',
  Deleting: 'in-progress',
  Failed: 'error',
  'Update in progress': 'in-progress',
  'Last update failed': 'warning',
};

/** A function's state in one word, with Lambda's reason behind it. */
export function FunctionStateIndicator({ of }: { readonly of: FunctionState }) {
  const word = wordFor(of);
  const indicator = <StatusIndicator type={types[word] ?? 'info'}>{word}</StatusIndicator>;
  const reason = of.stateReason ?? of.lastUpdateReason;
  if (!reason) return indicator;
  return (
    <Popover dismissAriaLabel="Close" header={word} content={plainText(reason)} triggerType="custom">
      {indicator}
    </Popover>
  );
}

function wordFor({ state, lastUpdateStatus }: FunctionState): string {
  if (state !== 'Active') return state;
  if (lastUpdateStatus === 'InProgress') return 'Update in progress';
  return lastUpdateStatus === 'Failed' ? 'Last update failed' : 'Active';
}
