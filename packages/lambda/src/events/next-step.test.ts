import { defaultEventInvokeConfig } from './event-invoke-config.js';
import { type AttemptedEvent, nextStep } from './next-step.js';

const nowMs = 1_000_000_000;
const event = (changes: Partial<AttemptedEvent> = {}): AttemptedEvent => ({
  acceptedAtMs: nowMs,
  attempts: 0,
  setbacks: 0,
  ...changes,
});
const next = (of: AttemptedEvent, failure: Parameters<typeof nextStep>[1], config = defaultEventInvokeConfig) =>
  nextStep(of, failure, config, nowMs);
const inSeconds = (seconds: number) => ({ kind: 'retry', atMs: nowMs + seconds * 1000 });

test('a function error is retried after one minute, then after two, then given up', () => {
  expect(next(event(), 'function-error')).toEqual(inSeconds(60));
  expect(next(event({ attempts: 1 }), 'function-error')).toEqual(inSeconds(120));
  expect(next(event({ attempts: 2 }), 'function-error')).toEqual({ kind: 'give-up', condition: 'RetriesExhausted' });
});

test('a function that wants no retries gets none', () => {
  const config = { ...defaultEventInvokeConfig, maximumRetryAttempts: 0 };
  expect(next(event(), 'function-error', config)).toEqual({ kind: 'give-up', condition: 'RetriesExhausted' });
});

test('a setback is retried after one second, doubling to five minutes', () => {
  const seconds = Array.from({ length: 11 }, (_, setbacks) => next(event({ setbacks }), 'setback'));
  expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map(inSeconds));
});

test('an event is never given up for setbacks alone until it is too old', () => {
  const old = { attempts: 2, setbacks: 5000, acceptedAtMs: nowMs - 21_599_000 };
  expect(next(event(old), 'setback')).toEqual(inSeconds(1));
  expect(next(event({ ...old, acceptedAtMs: nowMs - 21_600_000 }), 'setback')).toEqual({
    kind: 'give-up',
    condition: 'EventAgeExceeded',
  });
});

test('a retry that would come too late is looked at when the event expires', () => {
  const config = { ...defaultEventInvokeConfig, maximumEventAgeSeconds: 60 };
  expect(next(event({ acceptedAtMs: nowMs - 20_000 }), 'function-error', config)).toEqual(inSeconds(40));
});

test('an event of a deleted function or of one that may not run at all is given up at once', () => {
  expect(next(event(), 'function-deleted')).toEqual({ kind: 'give-up', condition: 'FunctionDeleted' });
  expect(next(event(), 'zero-reserved-concurrency')).toEqual({ kind: 'give-up', condition: 'ZeroReservedConcurrency' });
});
