'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Output } from '../../view/output';
import { logLines } from './log-lines';
import styles from './log-tail.module.css';

/** The last 4 KB that this invocation logged. */
export function LogTail({ text }: { readonly text: string }) {
  return (
    <SpaceBetween size="xxs">
      <Box variant="awsui-key-label">Log tail</Box>
      <Output label="Log tail">
        {logLines(text).map(({ level, text: line }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines neither move nor change
          <span key={index} className={styles[level]}>
            {line}
            {'\n'}
          </span>
        ))}
      </Output>
    </SpaceBetween>
  );
}
