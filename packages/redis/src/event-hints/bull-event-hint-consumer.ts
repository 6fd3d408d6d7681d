import type { EventHint } from '@hearth/lambda';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisConnection } from '../connection.js';
import { hintOf, queueName, queuePrefix } from './hint-job.js';
import { shardCount } from './shards.js';

export interface HintConsumerOptions {
  /** How many hints of one queue are handled at once. */
  readonly concurrencyPerShard: number;
}

/** A process that dies holding hints blocks their queue's re-adding for no longer than this. */
const lockMilliseconds = 5000;
/** BullMQ fails a job for ever once its handler's process died this often; a hint has no such end. */
const stalledCountMax = 1_000_000;

/** The receiving side of the queues: every process takes from all of them. */
export class BullEventHintConsumer {
  private readonly connection: Redis;
  private readonly handling = new Set<Promise<void>>();
  private workers: readonly Worker[] = [];
  private draining = false;

  constructor(
    private readonly redis: RedisConnection,
    private readonly options: HintConsumerOptions,
  ) {
    this.connection = redis.dedicated();
  }

  /** `handle` is given each hint at least once and decides itself whether there is anything to do. A rejection only drops the hint. */
  start(handle: (hint: EventHint) => Promise<void>): void {
    this.workers = Array.from({ length: shardCount }, (_, shard) => this.openWorker(shard, handle));
  }

  /** Takes no further hint at once; resolves when every handler has returned, or after `milliseconds`. */
  async drain(milliseconds: number): Promise<void> {
    this.draining = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([Promise.allSettled([...this.handling]), late]);
    clearTimeout(timer);
    // Only a forced close does not wait for handlers. The hints it abandons point at events that are not waiting, or are found by a sweep.
    await Promise.all(this.workers.map((worker) => worker.close(true).catch(() => {})));
    this.connection.disconnect();
  }

  private openWorker(shard: number, handle: (hint: EventHint) => Promise<void>): Worker {
    const process = async (job: { readonly id?: string }) => {
      const hint = hintOf(job.id, shard);
      if (!hint || this.draining) return;
      const handled = handle(hint);
      this.handling.add(handled);
      await handled.finally(() => this.handling.delete(handled));
    };
    const worker = new Worker(queueName, process, {
      connection: this.connection,
      prefix: queuePrefix(this.redis.keyPrefix, shard),
      concurrency: this.options.concurrencyPerShard,
      lockDuration: lockMilliseconds,
      stalledInterval: lockMilliseconds / 2,
      maxStalledCount: stalledCountMax,
      runRetryDelay: 500,
    });
    // A lost connection is retried by the connection itself; unheard, the error event would end the process.
    worker.on('error', () => {});
    return worker;
  }
}
