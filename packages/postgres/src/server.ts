import pg from 'pg';

export interface PostgresServerFacts {
  /** As the server writes it, such as `18.4`. */
  readonly version: string;
  readonly major: number;
}

/** Asks a server who it is. Rejects with the driver's own error when it does not answer within 10 s; waits for nothing. */
export async function postgresFacts(url: string): Promise<PostgresServerFacts> {
  return asked(url, async (client) => {
    const { rows } = await client.query<PostgresServerFacts>(
      "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major",
    );
    return rows[0]!;
  });
}

/** Makes the database that a URL names unless it is there. Rejects with the driver's own error when the server does not answer. */
export async function ensureDatabase(url: string): Promise<void> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  await asked(String(server), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

async function asked<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await question(client);
  } finally {
    await client.end().catch(() => {});
  }
}
