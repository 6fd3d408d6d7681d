import type { InvocationOutcome } from '@hearth/dispatch';
import {
  type AttemptFailure,
  type ClaimedEvent,
  defaultEventInvokeConfig,
  type Ending,
  type EventError,
  nextStep,
} from '@hearth/lambda';

const messageBytesMax = 1024;

/** What is recorded of an attempt that came to an outcome. Pure. */
export function endingOf(event: ClaimedEvent, outcome: InvocationOutcome, nowMs: number): Ending {
  if (outcome.kind === 'refused') return failed(event, 'setback', { code: outcome.code, message: outcome.message }, nowMs);
  if (!outcome.functionError) return { kind: 'succeeded' };
  const message = Buffer.from(outcome.payload).toString('utf8', 0, messageBytesMax);
  return failed(event, 'function-error', { code: outcome.functionError, message }, nowMs);
}

/** What is recorded of an attempt that failed. Pure. */
export function failed(event: ClaimedEvent, failure: AttemptFailure, error: EventError, nowMs: number): Ending {
  const next = nextStep(event, failure, defaultEventInvokeConfig, nowMs);
  if (next.kind === 'give-up') return { kind: 'failed', condition: next.condition, error };
  return { kind: 'retry', atMs: next.atMs, counts: failure === 'function-error' ? 'attempt' : 'setback', error };
}
