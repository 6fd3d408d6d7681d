'use client';

import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { plainText } from './plain-text';

/** A value with a button that copies it. */
export function Copyable({ value, what }: { readonly value: string; readonly what: string }) {
  if (!value) return <>–</>;
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={value}
      textToDisplay={plainText(value)}
      copyButtonAriaLabel={`Copy ${what}`}
      copySuccessText={`${what} copied`}
      copyErrorText={`${what} could not be copied`}
    />
  );
}
