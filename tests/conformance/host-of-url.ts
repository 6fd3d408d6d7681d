/** The host that is a function URL's own: as answered, or made of the id in the path where this machine has no names for it. */
export function hostOfUrl(functionUrl: string): string {
  const { host, pathname } = new URL(functionUrl);
  const id = /^\/_lambda-url\/(.+)\/$/.exec(pathname)?.[1];
  return id === undefined ? host : `${id}.lambda-url.us-east-1.localhost`;
}
