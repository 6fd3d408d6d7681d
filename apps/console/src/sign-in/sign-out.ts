'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { isSameOrigin } from '../server/same-origin';
import { dropSession } from '../server/session-cookie';

/** Forgets the session and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  if (isSameOrigin(await headers())) await dropSession();
  redirect('/sign-in');
}
