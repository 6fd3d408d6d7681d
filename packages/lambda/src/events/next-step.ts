import type { EventInvokeConfig } from './event-invoke-config.js';
import type { GiveUpCondition } from './give-up-condition.js';

export type NextStep =
  | { readonly kind: 'retry'; readonly atMs: number }
  | { readonly kind: 'give-up'; readonly condition: GiveUpCondition };

export interface AttemptedEvent {
  readonly acceptedAtMs: number;
  /** Attempts in which the function failed, this one not counted. */
  readonly attempts: number;
  /** Setbacks since the last attempt, this one not counted. */
  readonly setbacks: number;
}

/** Why an attempt came to nothing. Only a function error is the function's own failure and uses up an attempt. */
export type AttemptFailure = 'function-error' | 'setback' | 'zero-reserved-concurrency' | 'function-deleted';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const backOffMax = 5 * MINUTE;

/** Decides what becomes of an event whose attempt failed, by AWS's rules for asynchronous invocation. Pure: no clock, no queue, no store. */
export function nextStep(event: AttemptedEvent, failure: AttemptFailure, config: EventInvokeConfig, nowMs: number): NextStep {
  const expiresAtMs = event.acceptedAtMs + config.maximumEventAgeSeconds * SECOND;
  // An event that would be too old by then is looked at once more when it expires, and given up on time.
  const retryIn = (milliseconds: number): NextStep =>
    nowMs >= expiresAtMs
      ? { kind: 'give-up', condition: 'EventAgeExceeded' }
      : { kind: 'retry', atMs: Math.min(nowMs + milliseconds, expiresAtMs) };
  switch (failure) {
    case 'zero-reserved-concurrency':
      return { kind: 'give-up', condition: 'ZeroReservedConcurrency' };
    case 'function-deleted':
      return { kind: 'give-up', condition: 'FunctionDeleted' };
    case 'function-error':
      if (event.attempts >= config.maximumRetryAttempts) return { kind: 'give-up', condition: 'RetriesExhausted' };
      return retryIn((event.attempts + 1) * MINUTE);
    case 'setback':
      return retryIn(Math.min(SECOND * 2 ** event.setbacks, backOffMax));
  }
}
