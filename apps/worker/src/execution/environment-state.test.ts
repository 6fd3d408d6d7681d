import { type EnvironmentState, moved } from './environment-state.js';

it.each<[EnvironmentState, EnvironmentState]>([
  ['idle', 'initializing'],
  ['invoking', 'initializing'],
  ['reset', 'invoking'],
  ['shut-down', 'idle'],
])('has no way from %s to %s', (from, to) => {
  expect(() => moved(from, to)).toThrow(`cannot move from ${from} to ${to}`);
});

it('initializes again after a reset', () => {
  expect(moved(moved('invoking', 'reset'), 'initializing')).toBe('initializing');
});
