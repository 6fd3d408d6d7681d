const hour = 3_600_000;
const minute = 60_000;

/** Repeats maintenance every hour, and after a failure every minute. */
export class PartitionUpkeep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly partitions: { maintain(): Promise<void> },
    private readonly onFailure: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.maintain();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    clearTimeout(this.timer);
  }

  private async maintain(): Promise<void> {
    const next = await this.partitions.maintain().then(
      () => hour,
      (error) => {
        this.onFailure(error);
        return minute;
      },
    );
    this.timer = setTimeout(() => this.start(), next);
  }
}
