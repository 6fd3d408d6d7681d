import { EventPartitions, type PostgresConnection, PostgresEvents, PostgresMinuteRows } from '@hearth/postgres';
import { BullEventHintConsumer, BullEventHints, type RedisConnection } from '@hearth/redis';
import { EventConsumer } from './event-consumer.js';
import type { EventPlans } from './event-plans.js';
import type { EventRunner } from './event-runner.js';
import { Sweeper } from './sweeper.js';
import { Upkeep } from './upkeep.js';

/** So many events of one queue run at once on one worker; a function's events travel in two of the eight queues. */
const concurrencyPerShard = 16;

/** All that a worker does for events: it runs them, finds those that nobody was told of, and keeps the tables that grow by the hour in order. */
export class EventWork {
  private readonly hints: BullEventHints;
  private readonly consumer: EventConsumer;
  private readonly sweeper: Sweeper;
  private readonly upkeep: Upkeep;

  /** `onFailure` hears of maintenance that failed and will be repeated. */
  constructor(
    postgres: PostgresConnection,
    redis: RedisConnection,
    { runner, plans }: { readonly runner: EventRunner; readonly plans: EventPlans },
    onFailure: (error: unknown) => void,
  ) {
    const events = new PostgresEvents(postgres.pool);
    this.hints = new BullEventHints(redis);
    this.consumer = new EventConsumer(new BullEventHintConsumer(redis, { concurrencyPerShard }), events, runner, plans);
    this.sweeper = new Sweeper(events, this.hints);
    this.upkeep = new Upkeep([new EventPartitions(postgres.pool), new PostgresMinuteRows(postgres.pool)], onFailure);
  }

  start(): void {
    this.upkeep.start();
    this.consumer.start();
    this.sweeper.start();
  }

  /** Takes no further event, lets those under way end within `milliseconds`, then gives the rest back uncounted. */
  async drain(milliseconds: number): Promise<void> {
    await Promise.all([this.sweeper.stop(), this.upkeep.stop(), this.consumer.drain(milliseconds)]);
    await this.hints.close();
  }
}
