import type { ClaimedEvent, Events } from '@hearth/lambda';

const renewalMilliseconds = 2000;

/** The events that this worker holds. While it lives and Postgres answers, no other worker can claim one of them. */
export class HeldEvents {
  private readonly claims = new Map<string, ClaimedEvent>();
  private renewal: NodeJS.Timeout | undefined;

  constructor(private readonly events: Pick<Events, 'extend' | 'release'>) {}

  start(): void {
    this.renewal = setInterval(() => this.renew(), renewalMilliseconds);
  }

  has(eventId: string): boolean {
    return this.claims.has(eventId);
  }

  /** Holds the event for as long as `work` takes. */
  async during(claim: ClaimedEvent, work: () => Promise<void>): Promise<void> {
    this.claims.set(claim.id, claim);
    try {
      await work();
    } finally {
      this.claims.delete(claim.id);
    }
  }

  /** Gives back all that is still held, uncounted: what becomes of it here is refused from now on. */
  async giveBack(): Promise<void> {
    clearInterval(this.renewal);
    const claims = [...this.claims.values()];
    if (claims.length > 0) await this.events.release(claims);
  }

  /** A claim that is lost is held on to: its work goes on, and its outcome is refused. A renewal that fails is repeated in time. */
  private renew(): void {
    if (this.claims.size > 0) this.events.extend([...this.claims.values()]).catch(() => {});
  }
}
