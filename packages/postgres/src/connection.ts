import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** Both ways to one database: Prisma for the control plane, `pool` for the hot path. They share their connections. */
export interface PostgresConnection {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Resolves once every connection is closed. Calling it again changes nothing. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** The most connections held at once. */
  readonly connectionsMax?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** How long a query waits for a free or new connection before it fails. */
  readonly connectTimeoutMilliseconds?: number;
}

/** Opens lazily: a database that cannot be reached fails the first query, not this call. */
export function openPostgres(url: string, options: PostgresOptions = {}): PostgresConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    application_name: options.applicationName ?? 'hearth',
    connectionTimeoutMillis: options.connectTimeoutMilliseconds ?? 10_000,
  });
  // A connection that Postgres closes (restart, failover) fails the query under way or is replaced by the next one; without listeners,
  // for those that idle and for those that somebody holds, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return {
    prisma,
    pool,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
