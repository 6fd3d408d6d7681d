'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useViewUrl } from './url-state';

const explanations = {
  page: 'This address leads nowhere.',
  function: 'It does not exist in this account and region, or you may not see it.',
};

export function NotFound({ what }: { readonly what: keyof typeof explanations }) {
  const home = useViewUrl()('/functions');
  return (
    <Box textAlign="center" padding="xxxl">
      <SpaceBetween size="m">
        <Box variant="h1">There is no such {what}</Box>
        <Box variant="p" color="text-body-secondary">
          {explanations[what]}
        </Box>
        <Button href={home}>All functions</Button>
      </SpaceBetween>
    </Box>
  );
}
