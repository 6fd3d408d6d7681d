import type { Refusal } from '../server/refusal';

/** The console's server side, or the API behind it, said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }
}

/** Asks the console's own API. Throws `Refused`; a session that ended leads to the sign-in page and back. */
export async function ask<Answer>(
  path: string,
  query: Record<string, string | readonly string[] | undefined> = {},
  body?: unknown,
): Promise<Answer> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) for (const one of [value ?? []].flat()) search.append(name, one);
  const init =
    body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${path}?${search}`, init).catch(() => {
    throw new Refused(502, { code: 'ConsoleUnreachable', message: 'The console does not answer. Is it running?' });
  });
  const answer = await response
    .json()
    .catch(() => ({ code: 'Unreadable', message: `The console answered ${response.status} without saying why.` }));
  if (response.ok) return answer;
  if (response.status === 401) {
    const { pathname, search: here } = window.location;
    window.location.assign(`/sign-in?returnTo=${encodeURIComponent(pathname + here)}`);
  }
  throw new Refused(response.status, answer);
}
