import type { EventHint, EventHints } from '@hearth/lambda';
import { Queue } from 'bullmq';
import type { RedisConnection } from '../connection.js';
import { hintJob, queueName, queuePrefix } from './hint-job.js';
import { shardCount, shardsOf } from './shards.js';

/** How many more hints a queue may take. */
export interface ShardRoom {
  readonly shard: number;
  readonly room: number;
}

/** About 1,000 in all queues, whatever the backlog: the rest waits in Postgres. */
const waitingPerShardMax = 128;
/** A Redis that hangs without closing its connections must not fill our memory with unanswered commands. */
const unansweredMax = 1000;
const countAgeMillisecondsMax = 20;

/** The sending side of the queues. It estimates how full each is between counts, by what it added itself. */
export class BullEventHints implements EventHints {
  private readonly queues: readonly Queue[];
  private readonly waiting = new Array<number>(shardCount).fill(0);
  private unanswered = 0;
  private countedAtMilliseconds = 0;
  private counting: Promise<void> | undefined;

  constructor(private readonly redis: RedisConnection) {
    this.queues = Array.from({ length: shardCount }, (_, shard) => this.openQueue(shard));
  }

  shardFor(functionId: string): number {
    const [first, second] = shardsOf(functionId);
    return this.waiting[second]! < this.waiting[first]! ? second : first;
  }

  offer(hint: EventHint): void {
    if (!this.redis.ready || this.unanswered >= unansweredMax) return;
    this.countWhenStale();
    if (this.waiting[hint.shard]! >= waitingPerShardMax) return;
    this.waiting[hint.shard]!++;
    this.unanswered++;
    const { name, data, opts } = hintJob(hint);
    this.queues[hint.shard]!.add(name, data, opts)
      .catch(() => {})
      .finally(() => this.unanswered--);
  }

  /** Rejects while Redis is away. */
  async rooms(): Promise<readonly ShardRoom[]> {
    await this.count();
    return this.waiting.map((waiting, shard) => ({ shard, room: Math.max(0, waitingPerShardMax - waiting) }));
  }

  /** Rejects when some of the hints may not have been added. */
  async refill(hints: readonly EventHint[]): Promise<void> {
    await Promise.all(
      this.queues.map(async (queue, shard) => {
        const jobs = hints.filter((hint) => hint.shard === shard).map(hintJob);
        if (jobs.length > 0) await queue.addBulk(jobs);
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  private countWhenStale(): void {
    if (performance.now() - this.countedAtMilliseconds > countAgeMillisecondsMax) this.count().catch(() => {});
  }

  private async count(): Promise<void> {
    if (!this.redis.ready) throw new Error('Redis is away');
    this.counting ??= this.askCounts().finally(() => {
      this.counting = undefined;
    });
    await this.counting;
  }

  private async askCounts(): Promise<void> {
    const counts = await Promise.all(this.queues.map((queue) => queue.getWaitingCount()));
    for (const [shard, count] of counts.entries()) this.waiting[shard] = count;
    this.countedAtMilliseconds = performance.now();
  }

  private openQueue(shard: number): Queue {
    const queue = new Queue(queueName, {
      connection: this.redis.commands,
      prefix: queuePrefix(this.redis.keyPrefix, shard),
      streams: { events: { maxLen: 100 } },
    });
    // Heard elsewhere: a hint that fails is dropped, and the connection reports itself.
    queue.on('error', () => {});
    return queue;
  }
}
