/** Where a runtime stands towards the Runtime API. */
export type RuntimePhase = 'initializing' | 'waiting' | 'invoking' | 'answering' | 'answered' | 'failed';

const transitions: Record<RuntimePhase, readonly RuntimePhase[]> = {
  initializing: ['waiting', 'failed'],
  waiting: ['invoking', 'answered'],
  invoking: ['answering'],
  answering: ['answered'],
  answered: ['waiting'],
  failed: [],
};

export function mayMove(from: RuntimePhase, to: RuntimePhase): boolean {
  return transitions[from].includes(to);
}
