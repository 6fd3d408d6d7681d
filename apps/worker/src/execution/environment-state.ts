/** The life of an execution environment. `reset` has lost its process and kept its /tmp: its next invocation initializes again. */
export type EnvironmentState = 'new' | 'initializing' | 'idle' | 'invoking' | 'reset' | 'shutting-down' | 'shut-down';

const transitions: Record<EnvironmentState, readonly EnvironmentState[]> = {
  new: ['initializing', 'shutting-down'],
  initializing: ['idle', 'invoking', 'reset', 'shutting-down'],
  idle: ['invoking', 'reset', 'shutting-down'],
  invoking: ['idle', 'reset', 'shutting-down'],
  reset: ['initializing', 'shutting-down'],
  'shutting-down': ['shut-down'],
  'shut-down': [],
};

/** Throws on a move that the table does not know: a bug of ours, never the function's doing. */
export function moved(from: EnvironmentState, to: EnvironmentState): EnvironmentState {
  if (!transitions[from].includes(to)) throw new Error(`an execution environment cannot move from ${from} to ${to}`);
  return to;
}
