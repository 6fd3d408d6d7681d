import type { EventState } from './event-life.js';
import type { EventError } from './events.js';
import type { GiveUpCondition } from './give-up-condition.js';

/** What is known of an event, for 14 days after its acceptance, or after it was given up when that was later. */
export interface EventRecord {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly functionName: string;
  readonly qualifier?: string;
  readonly state: EventState;
  readonly attempts: number;
  readonly acceptedAt: Date;
  readonly finishedAt?: Date;
  readonly condition?: GiveUpCondition;
  /** Of the newest attempt that failed, also when a later one succeeded. */
  readonly lastError?: EventError;
}

/** Answers what became of events. */
export interface EventRecords {
  find(accountId: string, eventId: string): Promise<EventRecord | undefined>;
  /** Newest first. */
  ofFunction(functionId: string, state: EventState, limit: number): Promise<readonly EventRecord[]>;
}
