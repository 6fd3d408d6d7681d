import { cookies } from 'next/headers';
import { config } from './config';
import { openSession, type Session, sealSession } from './session';

/** The name with which browsers refuse the cookie from anywhere but this origin, where there is TLS to say so. */
export const sessionCookieName = (overTls: boolean) => (overTls ? '__Host-hearth-session' : 'hearth-session');

/** The session of the request being answered, if its cookie holds one that is good. */
export async function currentSession(): Promise<Session | undefined> {
  const { overTls, sessionSecret } = config();
  const sealed = (await cookies()).get(sessionCookieName(overTls))?.value;
  return sealed ? openSession(sealed, sessionSecret) : undefined;
}

export async function keepSession(session: Session): Promise<void> {
  const { overTls, sessionSecret } = config();
  (await cookies()).set(sessionCookieName(overTls), await sealSession(session, sessionSecret), {
    httpOnly: true,
    sameSite: 'lax',
    secure: overTls,
    path: '/',
    expires: new Date(session.expiresAtMilliseconds),
  });
}

export async function dropSession(): Promise<void> {
  (await cookies()).delete({ name: sessionCookieName(config().overTls), path: '/' });
}
