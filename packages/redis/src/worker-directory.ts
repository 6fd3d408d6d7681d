import type { WorkerAnnouncement, WorkerDirectory } from '@hearth/lambda';
import type { RedisConnection } from './connection.js';

const timeToLiveMilliseconds = 3000;

/** One expiring key per worker and a set of their ids. A dead worker's id leaves the set when somebody next lists. */
export class RedisWorkerDirectory implements WorkerDirectory {
  constructor(private readonly redis: RedisConnection) {}

  async announce(worker: WorkerAnnouncement): Promise<void> {
    await this.redis.commands
      .multi()
      .set(this.key(worker.id), JSON.stringify(worker), 'PX', timeToLiveMilliseconds)
      .sadd(this.ids, worker.id)
      .exec();
  }

  async withdraw(workerId: string): Promise<void> {
    await this.redis.commands.multi().del(this.key(workerId)).srem(this.ids, workerId).exec();
  }

  async list(): Promise<readonly WorkerAnnouncement[]> {
    const ids = await this.redis.commands.smembers(this.ids);
    if (ids.length === 0) return [];
    const values = await this.redis.commands.mget(ids.map((id) => this.key(id)));
    const gone = ids.filter((_, at) => values[at] === null);
    if (gone.length > 0) await this.redis.commands.srem(this.ids, ...gone);
    return values.flatMap((value) => (value ? [JSON.parse(value) as WorkerAnnouncement] : []));
  }

  private get ids(): string {
    return `${this.redis.keyPrefix}{workers}:ids`;
  }

  private key(workerId: string): string {
    return `${this.redis.keyPrefix}{workers}:${workerId}`;
  }
}
