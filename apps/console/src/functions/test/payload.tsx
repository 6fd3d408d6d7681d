'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Output } from '../../view/output';
import { plainText } from '../../view/plain-text';

const shownCharactersMax = 200_000;

/** What the function answered: indented when it is JSON, cut when it is too long for a page. */
export function Payload({ text }: { readonly text: string }) {
  const shown = indented(text);
  const cut = shown.length > shownCharactersMax;
  return (
    <SpaceBetween size="xxs">
      <Box variant="awsui-key-label">Response</Box>
      <Output label="Response" text={plainText(shown.slice(0, shownCharactersMax)) || '(empty)'} />
      {cut && (
        <Box color="text-body-secondary">
          The first {shownCharactersMax.toLocaleString('en')} characters; the AWS CLI writes all of it.
        </Box>
      )}
    </SpaceBetween>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
