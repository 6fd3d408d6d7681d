import type { FinishedInvocation } from '@hearth/dispatch';
import type { ClaimedEvent } from '@hearth/lambda';
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

test('an answer without a function error is a success', () => {
  expect(endingOf(event, finished({}), nowMs)).toEqual({ kind: 'succeeded' });
});

test('a function error uses up an attempt and keeps the first kilobyte of what the function said', () => {
  const payload = Buffer.from('x'.repeat(5000));
  expect(endingOf(event, finished({ functionError: 'Unhandled', payload }), nowMs)).toEqual({
    kind: 'retry',
    atMs: nowMs + 60_000,
    counts: 'attempt',
    error: { code: 'Unhandled', message: 'x'.repeat(1024) },
  });
});

test('a refusal uses up none, whatever was refused', () => {
  for (const code of ['TooManyRequestsException', 'InvalidRuntimeException', 'ServiceException'] as const) {
    expect(endingOf(event, { kind: 'refused', code, message: 'not now' }, nowMs)).toMatchObject({
      kind: 'retry',
      atMs: nowMs + 1000,
      counts: 'setback',
      error: { code, message: 'not now' },
    });
  }
});
