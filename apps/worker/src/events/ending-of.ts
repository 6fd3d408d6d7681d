import type { FinishedInvocation, InvocationOutcome } from '@hearth/dispatch';
import {
  type AttemptFailure,
  type ClaimedEvent,
  type Ending,
  type EventError,
  type EventInvokeConfig,
  nextStep,
} from '@hearth/lambda';

const messageBytesMax = 1024;
/** A longer answer is not kept for a destination that is told of the failure much later. */
const keptResponseBytesMax = 256 * 1024;

/** What is recorded of an attempt that came to an outcome. Pure. */
export function endingOf(
  event: ClaimedEvent,
  outcome: InvocationOutcome,
  executedVersion: string,
  config: EventInvokeConfig,
  nowMs: number,
): Ending {
  if (outcome.kind === 'refused') {
    const failure = outcome.throttle?.switchedOff ? 'zero-reserved-concurrency' : 'setback';
    return failed(event, failure, { code: outcome.code, message: outcome.message }, config, nowMs);
  }
  const { functionError, payload } = outcome;
  const response = { executedVersion, payload, ...(functionError && { functionError }) };
  if (!functionError) return { kind: 'succeeded', response };
  const ending = failed(event, 'function-error', errorOf(outcome, functionError), config, nowMs);
  const isKept = config.onFailure !== undefined && payload.length <= keptResponseBytesMax;
  return ending.kind === 'retry' && !isKept ? ending : { ...ending, response };
}

/** What is recorded of an attempt that failed. Pure. */
export function failed(
  event: ClaimedEvent,
  failure: AttemptFailure,
  error: EventError,
  config: EventInvokeConfig,
  nowMs: number,
): Ending {
  const next = nextStep(event, failure, config, nowMs);
  if (next.kind === 'give-up') return { kind: 'failed', condition: next.condition, error };
  return { kind: 'retry', atMs: next.atMs, counts: failure === 'function-error' ? 'attempt' : 'setback', error };
}

const errorOf = ({ payload }: FinishedInvocation, code: string): EventError => ({
  code,
  message: Buffer.from(payload).toString('utf8', 0, messageBytesMax),
});
