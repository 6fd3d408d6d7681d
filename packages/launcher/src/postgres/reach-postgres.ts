import { postgresFacts } from '@hearth/postgres';
import { CannotStart } from '../cannot-start.js';

const oldestMajor = 15;

/** Checks that the Postgres that DATABASE_URL names answers and is new enough. Resolves with its version. */
export async function reachPostgres(url: string): Promise<string> {
  const { version, major } = await postgresFacts(url).catch((error) => {
    throw new CannotStart(
      `DATABASE_URL names ${place(url)}, which cannot be reached: ${error.message || error.code}`,
      'Start that server or correct DATABASE_URL; without DATABASE_URL Hearth runs a Postgres of its own.',
    );
  });
  if (major < oldestMajor) {
    throw new CannotStart(
      `${place(url)} is Postgres ${version}; Hearth needs ${oldestMajor} or newer.`,
      'Upgrade it, or unset DATABASE_URL.',
    );
  }
  return version;
}

function place(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `database ${pathname.slice(1) || username} of ${username || 'the default user'} at ${hostname}:${port || 5432}`;
}
