import type { FinishedInvocation, InvocationOutcome } from '@hearth/dispatch';
import { type ClaimedEvent, defaultEventInvokeConfig, type EventInvokeConfig } from '@hearth/lambda';
import { endingOf } from './ending-of.js';

const nowMs = 1_000_000;
const event = { acceptedAtMs: nowMs, attempts: 0, setbacks: 0 } as ClaimedEvent;
const finished = (changes: Partial<FinishedInvocation>): FinishedInvocation => ({
  kind: 'finished',
  payload: Buffer.from('null'),
  logTail: '',
  report: { durationMilliseconds: 1, billedMilliseconds: 1, maxMemoryUsedMegabytes: 1 },
  ...changes,
});

const ending = (outcome: InvocationOutcome, config: EventInvokeConfig = defaultEventInvokeConfig, claim = event) =>
  endingOf(claim, outcome, '7', config, nowMs);

test('an answer without a function error is a success', () => {
  const payload = Buffer.from('null');
  expect(ending(finished({ payload }))).toEqual({ kind: 'succeeded', response: { executedVersion: '7', payload } });
});

test('a function error uses up an attempt and keeps the first kilobyte of what the function said', () => {
  const payload = Buffer.from('x'.repeat(5000));
  expect(ending(finished({ functionError: 'Unhandled', payload }))).toEqual({
    kind: 'retry',
    atMs: nowMs + 60_000,
    counts: 'attempt',
    error: { code: 'Unhandled', message: 'x'.repeat(1024) },
  });
});

test('what a failing function answered is kept between attempts where somebody is to be told', () => {
  const payload = Buffer.from('"oh"');
  const response = { executedVersion: '7', functionError: 'Unhandled', payload };
  const told = { ...defaultEventInvokeConfig, onFailure: 'arn' };
  expect(ending(finished({ functionError: 'Unhandled', payload }), told)).toMatchObject({ kind: 'retry', response });
});

test('no attempt is made beyond those configured', () => {
  const config = { ...defaultEventInvokeConfig, maximumRetryAttempts: 0 };
  expect(ending(finished({ functionError: 'Unhandled' }), config)).toMatchObject({
    kind: 'failed',
    condition: 'RetriesExhausted',
  });
});

test('a refusal uses up none, whatever was refused', () => {
  for (const code of ['TooManyRequestsException', 'InvalidRuntimeException', 'ServiceException'] as const) {
    expect(ending({ kind: 'refused', code, message: 'not now' })).toMatchObject({
      kind: 'retry',
      atMs: nowMs + 1000,
      counts: 'setback',
      error: { code, message: 'not now' },
    });
  }
});

test('an event of a function that is switched off is given up at once', () => {
  const throttle = { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', switchedOff: true } as const;
  const refused = { kind: 'refused', code: 'TooManyRequestsException', message: 'Rate Exceeded.', throttle } as const;
  expect(ending(refused)).toMatchObject({ kind: 'failed', condition: 'ZeroReservedConcurrency' });
  expect(ending({ ...refused, throttle: { ...throttle, switchedOff: false } })).toMatchObject({
    kind: 'retry',
    counts: 'setback',
  });
});
