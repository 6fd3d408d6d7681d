export type EventState = 'waiting' | 'running' | 'succeeded' | 'failed';

/** `running` follows itself when a worker died and another one claims the event. */
const transitions: Record<EventState, readonly EventState[]> = {
  waiting: ['running'],
  running: ['running', 'waiting', 'succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

/** The states that an event may be in for it to enter `state`. A store moves no event that is in another one. */
export function statesBefore(state: EventState): readonly EventState[] {
  return (Object.keys(transitions) as EventState[]).filter((from) => transitions[from].includes(state));
}
