'use client';

import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { Output } from '../../view/output';
import { plainText } from '../../view/plain-text';
import { functionFailure } from './function-failure';
import styles from './function-failure-view.module.css';

export function FunctionFailureView({ payload }: { readonly payload: string }) {
  const { type, message, stack } = functionFailure(payload);
  return (
    <Alert type="error" statusIconAriaLabel="Error" header={plainText(type)}>
      <div className={styles.message}>{plainText(message)}</div>
      {stack.length > 0 && (
        <ExpandableSection headerText="Stack trace" defaultExpanded>
          <Output label="Stack trace" text={plainText(stack.join('\n'))} />
        </ExpandableSection>
      )}
    </Alert>
  );
}
