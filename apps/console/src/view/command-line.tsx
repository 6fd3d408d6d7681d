'use client';

import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import styles from './command-line.module.css';

/** A shell command, shown on several lines and copied as one that can be pasted. */
export function CommandLine({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className={styles.command}>
      <pre className={styles.text}>{lines.join(' \\\n  ')}</pre>
      <CopyToClipboard
        variant="icon"
        textToCopy={lines.join(' ')}
        copyButtonAriaLabel="Copy the command"
        copySuccessText="Command copied"
        copyErrorText="The command could not be copied"
      />
    </div>
  );
}
