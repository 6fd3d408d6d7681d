import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { config as settings } from './server/config';
import { contentSecurityPolicy } from './server/content-security-policy';
import { openSession } from './server/session';
import { sessionCookieName } from './server/session-cookie';

/** Before every page: sends who is not signed in to the sign-in page (and back afterwards), and gives the page its nonce. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/sign-in' && !(await isSignedIn(request))) {
    const signIn = new URL('/sign-in', request.url);
    if (pathname !== '/') signIn.searchParams.set('returnTo', pathname + search);
    return NextResponse.redirect(signIn);
  }
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

async function isSignedIn(request: NextRequest): Promise<boolean> {
  const { overTls, sessionSecret } = settings();
  const sealed = request.cookies.get(sessionCookieName(overTls))?.value;
  return sealed !== undefined && (await openSession(sealed, sessionSecret)) !== undefined;
}

export const config = { matcher: ['/((?!api/|_next/|appearance.js|icon.svg).*)'] };
