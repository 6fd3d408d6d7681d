import type { EventInvokeConfig } from './event-invoke-config.js';
import type { GiveUpCondition } from './give-up-condition.js';

export type Admission =
  /** `alone`: with no other event on the same worker. */
  { readonly kind: 'run'; readonly alone: boolean } | { readonly kind: 'give-up'; readonly condition: GiveUpCondition };

export interface WaitingEvent {
  readonly acceptedAtMs: number;
  /** Workers that died one after another while they ran this event. */
  readonly workerDeaths: number;
}

const workerDeathsMax = 3;

/**
 * Decides whether an event that a worker has just claimed may run there. One that two workers in a row did not survive runs alone, so
 * that nothing else dies with it and the innocent are cleared; a third death ends it. Pure.
 */
export function admission(event: WaitingEvent, config: EventInvokeConfig, nowMs: number): Admission {
  if (event.workerDeaths >= workerDeathsMax) return { kind: 'give-up', condition: 'WorkersDied' };
  if (nowMs >= event.acceptedAtMs + config.maximumEventAgeSeconds * 1000)
    return { kind: 'give-up', condition: 'EventAgeExceeded' };
  return { kind: 'run', alone: event.workerDeaths === workerDeathsMax - 1 };
}
