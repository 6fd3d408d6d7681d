import { randomUUID } from 'node:crypto';
import { LambdaError } from '../lambda-error.js';
import type { EventSourceMapping, MappingState } from './event-source-mapping.js';

/** How long a state lasts that passes by itself. AWS takes some seconds. */
const passingMilliseconds = 1_000;

const transitions: Readonly<Record<MappingState, readonly MappingState[]>> = {
  Creating: ['Enabled'],
  Enabling: ['Enabled'],
  Enabled: ['Disabling', 'Updating', 'Deleting'],
  Disabling: ['Disabled'],
  Disabled: ['Enabling', 'Updating', 'Deleting'],
  Updating: ['Enabled', 'Disabled'],
  Deleting: [],
};

/** The state of a mapping from its first moment. */
export function firstState(enabled: boolean, now: Date): Pick<EventSourceMapping, 'state' | 'settlesAt'> {
  return enabled ? { state: 'Creating', settlesAt: settlesAfter(now) } : { state: 'Disabled' };
}

/** A mapping on its way to another state, with a change if there is one. Refuses while it is on its way already. */
export function moved(
  mapping: EventSourceMapping,
  change: Pick<EventSourceMapping, 'enabled' | 'settings'>,
  now: Date,
): EventSourceMapping {
  const state = change.enabled === mapping.enabled ? 'Updating' : change.enabled ? 'Enabling' : 'Disabling';
  if (!transitions[mapping.state].includes(state)) throw inUse('update');
  return { ...mapping, ...change, state, settlesAt: settlesAfter(now), modifiedAt: now, revisionId: randomUUID() };
}

/** A mapping that is about to go. */
export function leaving(mapping: EventSourceMapping, now: Date): EventSourceMapping {
  if (!transitions[mapping.state].includes('Deleting')) throw inUse('delete');
  return { ...mapping, state: 'Deleting', settlesAt: settlesAfter(now), modifiedAt: now, revisionId: randomUUID() };
}

/** What becomes of a mapping when its passing state is over; undefined when it is gone. */
export function settled(mapping: EventSourceMapping, now: Date): EventSourceMapping | undefined {
  if (mapping.state === 'Deleting') return undefined;
  const { settlesAt: _over, ...rest } = mapping;
  const state = mapping.enabled ? 'Enabled' : 'Disabled';
  return { ...rest, state, modifiedAt: now, revisionId: randomUUID() };
}

const settlesAfter = (now: Date) => new Date(now.getTime() + passingMilliseconds);

const inUse = (verb: 'update' | 'delete') =>
  new LambdaError('ResourceInUseException', `Cannot ${verb} the event source mapping because it is in use.`);
