const hour = 3_600_000;
const minute = 60_000;

/** Maintains each of its charges every hour, and after a failure again within a minute. */
export class Upkeep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly charges: readonly { maintain(): Promise<void> }[],
    private readonly onFailure: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.maintain();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async maintain(): Promise<void> {
    const outcomes = await Promise.allSettled(this.charges.map((charge) => charge.maintain()));
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const failure of failures) this.onFailure(failure.reason);
    if (!this.stopping) this.timer = setTimeout(() => this.start(), failures.length > 0 ? minute : hour);
  }
}
