'use client';

import Alert from '@cloudscape-design/components/alert';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { plainText } from '../../view/plain-text';
import type { FunctionDetails } from '../function-details';
import { NamesAndValues } from './names-and-values';

/** Names at once, values on request: somebody may be looking over the shoulder. */
export function EnvironmentVariables({ details }: { readonly details: FunctionDetails | undefined }) {
  const [shown, setShown] = useState(false);
  if (details?.environmentError) {
    return (
      <Alert type="warning" statusIconAriaLabel="Warning" header="Environment variables cannot be shown">
        {plainText(details.environmentError)}
      </Alert>
    );
  }
  const some = (details?.environment.length ?? 0) > 0;
  return (
    <NamesAndValues
      title="Environment variables"
      empty="No environment variables"
      of={details?.environment}
      mask={shown ? undefined : '••••••••'}
      actions={
        some && (
          <Toggle checked={shown} onChange={({ detail }) => setShown(detail.checked)}>
            Show values
          </Toggle>
        )
      }
    />
  );
}
