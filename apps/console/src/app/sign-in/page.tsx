import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentSession } from '../../server/session-cookie';
import { localPath } from '../../sign-in/local-path';
import { SignInPage } from '../../sign-in/sign-in-page';

export const metadata: Metadata = { title: 'Sign in' };

interface PageProps {
  readonly searchParams: Promise<Record<'account' | 'user' | 'returnTo', string | string[] | undefined>>;
}

/** `?account=…&user=…` fills in the form, so that a link can be handed to somebody. */
export default async function Page({ searchParams }: PageProps) {
  const asked = await searchParams;
  const first = (value: string | string[] | undefined) => [value].flat()[0] ?? '';
  if (await currentSession()) redirect(localPath(first(asked.returnTo)));
  return <SignInPage account={first(asked.account)} userName={first(asked.user)} returnTo={first(asked.returnTo)} />;
}
