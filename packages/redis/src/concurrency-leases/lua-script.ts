import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { inTime } from './in-time.js';

/**
 * A script that a server is sent with its first call and from then on called by its hash. Calls keep their order, and fail when the server
 * does not answer in time.
 */
export class LuaScript {
  private readonly sha1: string;
  private readonly sentTo = new WeakSet<Redis>();

  constructor(private readonly text: string) {
    this.sha1 = createHash('sha1').update(text).digest('hex');
  }

  run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return inTime(this.called(redis, keys, args));
  }

  private async called(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    if (!this.sentTo.has(redis)) {
      this.sentTo.add(redis);
      return redis.eval(this.text, keys.length, ...keys, ...args);
    }
    try {
      return await redis.evalsha(this.sha1, keys.length, ...keys, ...args);
    } catch (error) {
      // A server that was started anew has forgotten it.
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(this.text, keys.length, ...keys, ...args);
    }
  }
}
