import { admission } from './admission.js';
import { defaultEventInvokeConfig } from './event-invoke-config.js';

const admit = (workerDeaths: number, ageSeconds: number) =>
  admission({ acceptedAtMs: 1_000_000, workerDeaths }, defaultEventInvokeConfig, 1_000_000 + ageSeconds * 1000);

test('an event runs beside others until two workers have died of it', () => {
  expect(admit(0, 0)).toEqual({ kind: 'run', alone: false });
  expect(admit(1, 0)).toEqual({ kind: 'run', alone: false });
});

test('after the second death it runs alone, after the third never again', () => {
  expect(admit(2, 0)).toEqual({ kind: 'run', alone: true });
  expect(admit(3, 0)).toEqual({ kind: 'give-up', condition: 'WorkersDied' });
});

test('an event of six hours is given up without running', () => {
  expect(admit(0, 21_599)).toEqual({ kind: 'run', alone: false });
  expect(admit(0, 21_600)).toEqual({ kind: 'give-up', condition: 'EventAgeExceeded' });
});
