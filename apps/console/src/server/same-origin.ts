/**
 * Whether a request that changes something was made by a page of this console. A browser always says where such a request comes
 * from; one that says nothing, or something else, is refused.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  if (!origin || !host || !URL.canParse(origin)) return false;
  const site = headers.get('sec-fetch-site');
  return new URL(origin).host === host && (site === null || site === 'same-origin');
}
