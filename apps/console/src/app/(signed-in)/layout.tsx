import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentSession } from '../../server/session-cookie';
import { ConsoleFrame } from '../../shell/console-frame';
import { viewerOf } from '../../shell/viewer';

export default async function SignedInLayout({ children }: { readonly children: ReactNode }) {
  const session = await currentSession();
  if (!session) redirect('/sign-in');
  return <ConsoleFrame viewer={viewerOf(session)}>{children}</ConsoleFrame>;
}
