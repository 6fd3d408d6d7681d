import { Redis } from 'ioredis';
import { CannotStart } from '../cannot-start.js';

const oldest = [6, 2];

/** Checks that the Redis that REDIS_URL names answers, is new enough and never evicts. Resolves with its version. */
export async function reachRedis(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const place = `Redis at ${hostname}:${port || 6379}`;
  const told = await info(url).catch((error) => {
    throw new CannotStart(
      `REDIS_URL names ${place}, which cannot be used: ${error.message}`,
      'Start that server or correct REDIS_URL; without REDIS_URL Hearth runs a Redis of its own.',
    );
  });
  const version = told.get('redis_version') ?? '0.0';
  const [major, minor] = version.split('.').map(Number);
  if (major! < oldest[0]! || (major === oldest[0] && minor! < oldest[1]!)) {
    throw new CannotStart(
      `${place} has version ${version}; Hearth needs ${oldest.join('.')} or newer.`,
      'Upgrade it, or unset REDIS_URL.',
    );
  }
  const policy = told.get('maxmemory_policy');
  if (policy !== 'noeviction') {
    throw new CannotStart(
      `${place} evicts keys when memory is short (maxmemory-policy is ${policy}), which would lose queues and leases.`,
      'Set maxmemory-policy to noeviction there: redis-cli CONFIG SET maxmemory-policy noeviction',
    );
  }
  return version;
}

async function info(url: string): Promise<Map<string, string>> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 10_000,
  });
  let failure: Error | null = null;
  client.on('error', (error) => {
    failure ??= error;
  });
  try {
    await client.connect();
    const text = await client.info();
    return new Map(text.split('\r\n').map((line) => [line.split(':')[0]!, line.slice(line.indexOf(':') + 1)]));
  } catch (error) {
    throw failure ?? error;
  } finally {
    client.disconnect();
  }
}
