import type { EventSourceMapping, MappingState } from './event-source-mapping.js';
import { firstState, leaving, moved, settled } from './mapping-life.js';

const now = new Date(1_000_000);
const later = new Date(2_000_000);
const mapping = (state: MappingState, enabled = true): EventSourceMapping => ({
  id: 'm',
  accountId: '111111111111',
  region: 'us-east-1',
  functionName: 'f',
  source: { kind: 'sqs', arn: 'arn:aws:sqs:us-east-1:111111111111:q' },
  settings: { batchSize: 10 },
  enabled,
  state,
  settlesAt: now,
  modifiedAt: now,
  tags: {},
  revisionId: 'r',
});
const passing: readonly MappingState[] = ['Creating', 'Enabling', 'Disabling', 'Updating', 'Deleting'];

it('begins on its way, or disabled at once', () => {
  expect(firstState(true, now)).toMatchObject({ state: 'Creating', settlesAt: expect.any(Date) });
  expect(firstState(false, now)).toEqual({ state: 'Disabled' });
});

test.each<[string, boolean, MappingState, boolean, MappingState, MappingState]>([
  ['is turned off', true, 'Enabled', false, 'Disabling', 'Disabled'],
  ['is turned on', false, 'Disabled', true, 'Enabling', 'Enabled'],
  ['is changed while it is on', true, 'Enabled', true, 'Updating', 'Enabled'],
  ['is changed while it is off', false, 'Disabled', false, 'Updating', 'Disabled'],
])('%s', (_, before, state, wanted, through, at) => {
  const on = moved(mapping(state, before), { enabled: wanted, settings: { batchSize: 5 } }, later);
  expect(on).toMatchObject({ state: through, enabled: wanted, settings: { batchSize: 5 }, modifiedAt: later });
  const done = settled(on, later)!;
  expect(done.state).toBe(at);
  expect(done.settlesAt).toBeUndefined();
  expect(new Set(['r', on.revisionId, done.revisionId]).size).toBe(3);
});

test.each(passing)('is left alone while it is %s', (state) => {
  expect(() => moved(mapping(state), { enabled: true, settings: { batchSize: 1 } }, now)).toThrow(
    'Cannot update the event source mapping because it is in use.',
  );
  expect(() => leaving(mapping(state), now)).toThrow('Cannot delete the event source mapping because it is in use.');
});

it('is gone once its deletion is over', () => {
  expect(settled(leaving(mapping('Enabled'), now), later)).toBeUndefined();
});
