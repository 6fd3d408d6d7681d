import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  admission,
  type ClaimedEvent,
  type Ending,
  type EventHint,
  type EventInvokeConfig,
  type Events,
  type GiveUpCondition,
} from '@hearth/lambda';
import type { EventPlans } from './event-plans.js';
import type { EventRunner } from './event-runner.js';
import { HeldEvents } from './held-events.js';
import { Turns } from './turns.js';

/** Brings hints, each at least once and as many at a time as the worker should run events. */
export interface HintSource {
  start(handle: (hint: EventHint) => Promise<void>): void;
  /** Brings nothing more from now on; resolves when what it brought has been handled, or after `milliseconds`. */
  drain(milliseconds: number): Promise<void>;
}

/** Runs events: claims what hints point at, runs it, records its ending. It may die at any moment; then others claim what it held. */
export class EventConsumer {
  private readonly held: HeldEvents;
  private readonly turns = new Turns();
  private readonly stopped = new AbortController();

  constructor(
    private readonly hints: HintSource,
    private readonly events: Events,
    private readonly runner: EventRunner,
    private readonly plans: EventPlans,
  ) {
    this.held = new HeldEvents(events);
    // Every event whose ending waits for Postgres listens.
    setMaxListeners(0, this.stopped.signal);
  }

  start(): void {
    this.held.start();
    this.hints.start((hint) => this.handle(hint));
  }

  /** Takes no further event, lets those under way end within `milliseconds`, then gives the rest back uncounted. */
  async drain(milliseconds: number): Promise<void> {
    await this.hints.drain(milliseconds);
    await this.held.giveBack();
    this.stopped.abort();
  }

  private async handle(hint: EventHint): Promise<void> {
    if (this.held.has(hint.id)) return;
    const claim = await this.events.claim(hint);
    if (!claim) return;
    const nowMs = databaseClock(claim);
    await this.held.during(claim, async () => {
      const config = await this.persistently(() => this.plans.configOf(claim));
      if (!config) return;
      const ending = await this.attempt(claim, config, nowMs);
      await this.persistently(async () => {
        const onward = ending.kind === 'retry' ? undefined : await this.plans.onward(claim, ending, config, nowMs());
        await this.events.finish(claim, ending, onward);
      });
    });
  }

  private async attempt(claim: ClaimedEvent, config: EventInvokeConfig, nowMs: () => number): Promise<Ending> {
    const admitted = admission(claim, config, nowMs());
    if (admitted.kind === 'give-up') return givenUp(admitted.condition);
    const run = () => this.runner.run(claim, config, nowMs);
    return admitted.alone ? this.turns.alone(run) : this.turns.together(run);
  }

  /**
   * Outlasts an outage of Postgres: what has run is not run again only because its ending could not be written at once. Undefined when
   * this worker stops first.
   */
  private async persistently<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let pause = 100; !this.stopped.signal.aborted; pause = Math.min(pause * 2, 2000)) {
      try {
        return await work();
      } catch {
        await sleep(pause, undefined, { signal: this.stopped.signal }).catch(() => {});
      }
    }
    return undefined;
  }
}

/** Beyond its age an event keeps the error that made it wait. */
function givenUp(condition: GiveUpCondition): Ending {
  if (condition !== 'WorkersDied') return { kind: 'failed', condition };
  const message = 'Every worker that ran this event died while it did.';
  return { kind: 'failed', condition, error: { code: 'ServiceException', message } };
}

/** The database's time, counted on from the claim by a clock that nobody can set. */
function databaseClock(claim: ClaimedEvent): () => number {
  const since = performance.now();
  return () => claim.claimedAtMs + (performance.now() - since);
}
