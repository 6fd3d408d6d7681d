import { redisFacts } from '@hearth/redis';
import { CannotStart } from '../cannot-start.js';

const oldest = [6, 2];

/** Checks that the Redis that REDIS_URL names answers, is new enough and never evicts. Resolves with its version. */
export async function reachRedis(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const place = `Redis at ${hostname}:${port || 6379}`;
  const { version, evictionPolicy } = await redisFacts(url).catch((error) => {
    throw new CannotStart(
      `REDIS_URL names ${place}, which cannot be used: ${error.message}`,
      'Start that server or correct REDIS_URL; without REDIS_URL Hearth runs a Redis of its own.',
    );
  });
  const [major, minor] = version.split('.').map(Number);
  if (major! < oldest[0]! || (major === oldest[0] && minor! < oldest[1]!)) {
    throw new CannotStart(
      `${place} has version ${version}; Hearth needs ${oldest.join('.')} or newer.`,
      'Upgrade it, or unset REDIS_URL.',
    );
  }
  if (evictionPolicy !== 'noeviction') {
    throw new CannotStart(
      `${place} evicts keys when memory is short (maxmemory-policy is ${evictionPolicy}), which would lose queues and leases.`,
      'Set maxmemory-policy to noeviction there: redis-cli CONFIG SET maxmemory-policy noeviction',
    );
  }
  return version;
}
