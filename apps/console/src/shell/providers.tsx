'use client';

import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Refused } from './ask';
import { NonceContext } from './nonce';

const seconds = 1_000;

/** What every page stands in: Cloudscape's English, the cache of what the API said, and the nonce for style sheets made in the browser. */
export function Providers({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5 * seconds,
            // A refusal stays a refusal; only an API that did not answer may do so the next time.
            retry: (failures, error) => failures < 2 && !(error instanceof Refused && error.status < 500),
          },
        },
      }),
  );
  return (
    <NonceContext value={nonce}>
      <QueryClientProvider client={queries}>
        <I18nProvider locale="en" messages={[messages]}>
          {children}
        </I18nProvider>
      </QueryClientProvider>
    </NonceContext>
  );
}
