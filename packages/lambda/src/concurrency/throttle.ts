import type { ConcurrencyDemand } from './concurrency-demand.js';

/** Why there was no unit of concurrency for an invocation. */
export interface Throttle {
  /** AWS's names. */
  readonly reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';
  /** The function is switched off: nothing is reserved for it, and waiting is no use. */
  readonly switchedOff: boolean;
}

/** Pure. */
export function throttleOf({ reserved }: Pick<ConcurrencyDemand, 'reserved'>): Throttle {
  if (reserved === undefined) return { reason: 'ConcurrentInvocationLimitExceeded', switchedOff: false };
  return { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', switchedOff: reserved === 0 };
}
