import { Redis, type RedisOptions } from 'ioredis';

/** One Redis server: commands on one connection, blocking and subscribing ones on connections of their own. */
export interface RedisConnection {
  /** Commands fail at once while the server is away. */
  readonly commands: Redis;
  /** Every key that Hearth writes starts with it. */
  readonly keyPrefix: string;
  /** Whether commands would reach the server now. */
  readonly ready: boolean;
  /** A further connection, whose commands wait until the server is back. The caller closes it. */
  dedicated(): Redis;
  close(): Promise<void>;
}

export interface OpenRedisOptions {
  readonly keyPrefix?: string;
  /** How long to wait for a server that is still starting. */
  readonly firstConnectMilliseconds?: number;
}

const retryMillisecondsMax = 1000;

/**
 * Resolves once the server answers and is safe to use; from then on a lost connection is retried for ever. Rejects with the remedy when
 * the server cannot be reached or is allowed to evict keys. No message contains the password.
 */
export async function openRedis(url: string, options: OpenRedisOptions = {}): Promise<RedisConnection> {
  const where = placeOf(url);
  const waiting: RedisOptions = {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), retryMillisecondsMax),
    // After a failover the old primary answers READONLY: leave it and ask again where the primary is.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  };
  const commands = new Redis(url, { ...waiting, enableOfflineQueue: false, autoResendUnfulfilledCommands: false });
  const lastError = rememberErrors(commands);
  try {
    await connectWithin(commands, options.firstConnectMilliseconds ?? 15_000);
    await refuseEviction(commands, where);
  } catch (error) {
    commands.disconnect();
    if (error instanceof UnsafeRedis) throw error;
    throw new Error(
      `Redis at ${where} cannot be used: ${lastError() ?? messageOf(error)}. Check REDIS_URL and that the server runs.`,
    );
  }
  return {
    commands,
    keyPrefix: options.keyPrefix ?? 'hearth:',
    get ready() {
      return commands.status === 'ready';
    },
    dedicated() {
      const connection = new Redis(url, waiting);
      rememberErrors(connection);
      return connection;
    },
    close: async () => commands.disconnect(),
  };
}

/** Listens, because an unheard error event would end the process, and keeps the newest for the one message that needs it. */
function rememberErrors(redis: Redis): () => string | undefined {
  let last: string | undefined;
  redis.on('error', (error) => {
    last = messageOf(error);
  });
  return () => last;
}

async function connectWithin(redis: Redis, milliseconds: number): Promise<void> {
  const ready = new Promise<void>((resolve) => redis.once('ready', () => resolve()));
  const refused = new Promise<never>((_, reject) =>
    redis.on('error', (error) => {
      if (/^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password)/.test(messageOf(error))) reject(error);
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  redis.connect().catch(() => {});
  try {
    await Promise.race([ready, refused, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Under any other policy a full Redis silently forgets leases and queues. INFO, unlike CONFIG, is open on managed servers too. */
async function refuseEviction(redis: Redis, where: string): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
  if (policy === 'noeviction') return;
  throw new UnsafeRedis(
    `Redis at ${where} has maxmemory-policy ${policy ?? 'unknown'}, so it may forget what Hearth relies on. ` +
      'Set it to noeviction: `redis-cli CONFIG SET maxmemory-policy noeviction`, and in redis.conf or the parameter group of a managed server.',
  );
}

class UnsafeRedis extends Error {}

function placeOf(url: string): string {
  try {
    return new URL(url).host || 'localhost';
  } catch {
    throw new Error('REDIS_URL is not a URL. It looks like redis://:password@host:6379/0 or rediss:// for TLS.');
  }
}

/** A refused connection to a name with several addresses has its reasons inside and an empty message outside. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
