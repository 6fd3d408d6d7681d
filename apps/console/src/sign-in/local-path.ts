/** The path if it stays on this console, else the front page: a crafted link must not send a fresh sign-in elsewhere. */
export function localPath(wanted: string): string {
  const here = 'http://console.invalid';
  if (!/^\/(?![/\\])/.test(wanted) || !URL.canParse(wanted, here)) return '/functions';
  const url = new URL(wanted, here);
  return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : '/functions';
}
