import { statesBefore } from './event-life.js';

test('an event that has succeeded or failed never runs again', () => {
  const left = (['waiting', 'running', 'succeeded', 'failed'] as const).flatMap(statesBefore);
  expect(left).not.toContain('succeeded');
  expect(left).not.toContain('failed');
});

test('an event ends only from the hands of the worker that runs it', () => {
  expect(statesBefore('succeeded')).toEqual(['running']);
  expect(statesBefore('failed')).toEqual(['running']);
  expect(statesBefore('waiting')).toEqual(['running']);
});

test('an event can be claimed while it waits and from a worker that died', () => {
  expect(statesBefore('running')).toEqual(['waiting', 'running']);
});
