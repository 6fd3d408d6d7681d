'use client';

import Box from '@cloudscape-design/components/box';
import { FailureAlert } from '../view/failure-alert';

export default function Page({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <Box padding="xxl">
      <FailureAlert error={error} retry={reset} />
    </Box>
  );
}
