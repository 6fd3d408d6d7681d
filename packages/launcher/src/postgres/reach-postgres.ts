import pg from 'pg';
import { CannotStart } from '../cannot-start.js';

const oldestMajor = 15;

/** Checks that the Postgres that DATABASE_URL names answers and is new enough. Resolves with its version. */
export async function reachPostgres(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  const { rows } = await client
    .connect()
    .then(() =>
      client.query<{ server_version: string; server_version_num: string }>(
        "SELECT current_setting('server_version') AS server_version, current_setting('server_version_num') AS server_version_num",
      ),
    )
    .catch((error) => {
      throw new CannotStart(
        `DATABASE_URL names ${place(url)}, which cannot be reached: ${error.message || error.code}`,
        'Start that server or correct DATABASE_URL; without DATABASE_URL Hearth runs a Postgres of its own.',
      );
    })
    .finally(() => client.end().catch(() => {}));
  const { server_version, server_version_num } = rows[0]!;
  if (Number(server_version_num) < oldestMajor * 10_000) {
    throw new CannotStart(
      `${place(url)} is Postgres ${server_version}; Hearth needs ${oldestMajor} or newer.`,
      'Upgrade it, or unset DATABASE_URL.',
    );
  }
  return server_version;
}

function place(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `database ${pathname.slice(1) || username} of ${username || 'the default user'} at ${hostname}:${port || 5432}`;
}
