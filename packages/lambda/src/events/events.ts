import type { EventHint } from './event-hint.js';
import type { GiveUpCondition } from './give-up-condition.js';
import type { NewEvent } from './ports.js';
import type { StoredPayload } from './stored-payload.js';

/** The truth about events. All its times are the database's, so that no other clock matters. */
export interface Events {
  /** Resolves once the event survives a power cut. */
  add(event: NewEvent, payload: StoredPayload, shard: number): Promise<EventHint>;
  /** Undefined when the event is not due, is held by a living worker, has ended, or never was. */
  claim(hint: EventHint): Promise<ClaimedEvent | undefined>;
  /** Renews what a claim began, to be repeated every two seconds; returns the claims that are lost to another worker. */
  extend(claims: readonly ClaimedEvent[]): Promise<readonly ClaimedEvent[]>;
  /**
   * Records how an attempt ended, and with it accepts `onward`, both or neither. False when the claim was lost: then nothing is recorded.
   */
  finish(claim: ClaimedEvent, ending: Ending, onward?: OnwardEvent): Promise<boolean>;
  /** Gives unfinished events back as if they had never been claimed. */
  release(claims: readonly ClaimedEvent[]): Promise<void>;
  /** The oldest events of each shard that are due or whose worker died, at most `perShard` of each. */
  due(shards: readonly number[], perShard: number): Promise<readonly EventHint[]>;
}

/** An event in the hands of the one worker that may run it. */
export interface ClaimedEvent extends EventHint, Omit<NewEvent, 'payload'> {
  readonly payload: StoredPayload;
  /** Attempts in which the function failed. */
  readonly attempts: number;
  /** Throttles and system errors since the last attempt. */
  readonly setbacks: number;
  /** Workers that died one after another while they ran this event. */
  readonly workerDeaths: number;
  readonly acceptedAtMs: number;
  readonly claimedAtMs: number;
  /** Of the last attempt in which the function ran, where somebody is to be told of it. */
  readonly lastResponse?: EventResponse;
}

/** `response` is there when the function ran. */
export type Ending =
  | { readonly kind: 'succeeded'; readonly response?: EventResponse }
  | {
      readonly kind: 'retry';
      readonly atMs: number;
      readonly counts: 'attempt' | 'setback';
      readonly error: EventError;
      readonly response?: EventResponse;
    }
  | {
      readonly kind: 'failed';
      readonly condition: GiveUpCondition;
      readonly error?: EventError;
      readonly response?: EventResponse;
    };

/** What a function answered to an event. */
export interface EventResponse {
  readonly executedVersion: string;
  readonly functionError?: string;
  readonly payload: Uint8Array;
}

/** An event that follows from another one's ending. */
export interface OnwardEvent {
  readonly event: NewEvent;
  readonly payload: StoredPayload;
}

/** The last thing that went wrong, for whoever asks what became of an event. */
export interface EventError {
  /** `Unhandled`, or the code of a refusal. */
  readonly code: string;
  /** The first 1 KB of what was said. */
  readonly message: string;
}
