import type { EventHint, Events } from '@hearth/lambda';

/** The queues as the sweeper sees them. */
export interface HintQueues {
  rooms(): Promise<readonly { readonly shard: number; readonly room: number }[]>;
  /** A hint that is in its queue already is not added again. */
  refill(hints: readonly EventHint[]): Promise<void>;
}

/** Half of what a queue takes: the other half is left to events just accepted. */
const perShard = 64;
const calmMilliseconds = 500;
const behindMilliseconds = 50;

/**
 * Sends hints for what is due and has none: retries, what a crash left behind, and a backlog larger than the queues take. Every worker
 * has one; they need not agree, since a doubled hint is harmless.
 */
export class Sweeper {
  private behind = false;
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly events: Pick<Events, 'due'>,
    private readonly queues: HintQueues,
  ) {}

  start(): void {
    // A sweep fails while Postgres or Redis is away; the next one makes up for it.
    this.sweeping = this.sweep().catch(() => {});
    this.sweeping.then(() => this.scheduleNext());
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  /** Once through all queues that are less than half full. */
  async sweep(): Promise<void> {
    const rooms = await this.queues.rooms();
    const open = rooms.filter(({ room }) => room > perShard).map(({ shard }) => shard);
    if (open.length === 0) return;
    const hints = await this.events.due(open, perShard);
    this.behind = hints.length >= perShard;
    if (hints.length > 0) await this.queues.refill(hints);
  }

  private scheduleNext(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => this.start(), this.behind ? behindMilliseconds : calmMilliseconds);
  }
}
