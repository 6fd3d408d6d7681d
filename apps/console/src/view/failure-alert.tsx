'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { Refused } from '../shell/ask';
import { plainText } from './plain-text';

/** What AWS would have said, the request id to ask about, and a way to try again. */
export function FailureAlert({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const refusal = error instanceof Refused ? error.refusal : undefined;
  return (
    <Alert
      type="error"
      statusIconAriaLabel="Error"
      header={refusal?.code ?? 'Something went wrong'}
      {...(retry && { action: <Button onClick={retry}>Try again</Button> })}
    >
      {plainText(error.message)}
      {refusal?.requestId && (
        <Box fontSize="body-s" color="inherit" margin={{ top: 'xxs' }}>
          Request ID: {refusal.requestId}
        </Box>
      )}
    </Alert>
  );
}
