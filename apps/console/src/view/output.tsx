'use client';

import type { ReactNode } from 'react';
import styles from './output.module.css';

/** Text a program wrote, with its own line ends, in a box that scrolls by mouse and keyboard. */
export function Output({
  label,
  text,
  children,
}: {
  readonly label: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
    <section className={styles.box} aria-label={label} tabIndex={0}>
      <pre className={styles.text}>{text ?? children}</pre>
    </section>
  );
}
