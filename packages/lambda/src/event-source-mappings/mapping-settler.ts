import { setTimeout as sleep } from 'node:timers/promises';
import type { EventSourceMappings } from './event-source-mappings.js';
import { settled } from './mapping-life.js';

const claimedAtOnceMax = 100;

/**
 * Takes mappings out of the states that pass. Any number of processes may do so at once, and any of them for what another one began: a
 * mapping that somebody else has moved on meanwhile is left to them.
 */
export class MappingSettler {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly mappings: Pick<EventSourceMappings, 'due' | 'replace' | 'remove'>,
    private readonly onError: (error: unknown) => void,
    private readonly sweepMilliseconds = 500,
  ) {}

  start(): void {
    this.running = this.sweepUntilStopped();
  }

  /** Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async sweepUntilStopped(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.sweep().catch(this.onError);
      await sleep(this.sweepMilliseconds, undefined, { signal }).catch(() => {});
    }
  }

  private async sweep(): Promise<void> {
    for (const mapping of await this.mappings.due(claimedAtOnceMax)) {
      const next = settled(mapping, new Date());
      if (next) await this.mappings.replace(mapping.revisionId, next);
      else await this.mappings.remove(mapping.revisionId, mapping.id);
    }
  }
}
