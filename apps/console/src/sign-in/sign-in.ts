'use server';

import { AccessDeniedException, HearthClient, SignInCommand, ThrottlingException } from '@hearth/hearth-client';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { config } from '../server/config';
import { refusalOf } from '../server/refusal';
import { defaultRegion } from '../server/region';
import { isSameOrigin } from '../server/same-origin';
import { newSession, type Session } from '../server/session';
import { keepSession } from '../server/session-cookie';
import { localPath } from './local-path';

export interface SignInState {
  /** Why the person is still here; undefined before the first attempt. */
  readonly refused?: string;
  /** Kept in the form; the password never is. */
  readonly account?: string;
  readonly userName?: string;
}

/** Exchanges the form's password for temporary credentials, keeps them in a sealed cookie and goes where the person wanted to go. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const field = (name: string) => String(form.get(name) ?? '');
  const account = field('account').trim();
  const userName = field('userName').trim();
  const kept = { account, userName };
  if (!isSameOrigin(await headers())) return { ...kept, refused: 'Only the sign-in page of this console may do that.' };
  if (!account || !userName || !field('password'))
    return { ...kept, refused: 'Fill in the account, the user name and the password.' };
  let session: Session;
  try {
    session = await startSession(account, userName, field('password'));
  } catch (error) {
    return { ...kept, refused: reasonOf(error) };
  }
  await keepSession(session);
  redirect(localPath(field('returnTo')));
}

async function startSession(account: string, userName: string, password: string): Promise<Session> {
  const client = new HearthClient({ endpoint: config().apiUrl, region: defaultRegion, maxAttempts: 1 });
  const output = await client.send(new SignInCommand({ Account: account, UserName: userName, Password: password }));
  const { Credentials: issued, AccountId, UserArn, UserName } = output;
  if (!issued || !AccountId || !UserArn) throw new Error('the API answered a sign-in without credentials');
  return newSession({
    accountId: AccountId,
    userArn: UserArn,
    userName: UserName ?? userName,
    credentials: {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretAccessKey,
      sessionToken: issued.SessionToken,
    },
    expiresAtMilliseconds: issued.Expiration.getTime(),
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof AccessDeniedException) return 'The account, user name or password is wrong.';
  if (error instanceof ThrottlingException) {
    const wait = error.retryAfterSeconds ? `in ${error.retryAfterSeconds} seconds` : 'in a while';
    return `Too many attempts. Try again ${wait}.`;
  }
  return refusalOf(error).body.message;
}
