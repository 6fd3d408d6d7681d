import '@cloudscape-design/global-styles/index.css';
import './global.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '../shell/providers';

export const metadata: Metadata = {
  title: { default: 'Hearth', template: '%s – Hearth' },
  icons: { icon: '/icon.svg' },
  robots: { index: false },
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html lang="en">
      <body suppressHydrationWarning>
        <script src="/appearance.js" nonce={nonce} />
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
