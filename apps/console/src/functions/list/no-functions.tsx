'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CommandLine } from '../../view/command-line';

/** What to do when there is nothing to show yet. */
export function NoFunctions({
  apiUrl,
  region,
  accountId,
}: {
  readonly apiUrl: string;
  readonly region: string;
  readonly accountId: string;
}) {
  const create = [
    `aws lambda create-function --endpoint-url ${apiUrl} --region ${region}`,
    '--function-name hello --runtime nodejs22.x --handler index.handler',
    `--role arn:aws:iam::${accountId}:role/ROLE_NAME --zip-file fileb://function.zip`,
  ];
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="m">
        <Box variant="strong">No functions in {region} yet</Box>
        <Box color="text-body-secondary">Create the first one with the AWS CLI; it appears here.</Box>
        <CommandLine lines={create} />
      </SpaceBetween>
    </Box>
  );
}
