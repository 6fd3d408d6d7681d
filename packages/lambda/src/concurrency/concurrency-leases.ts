import type { ConcurrencyDemand } from './concurrency-demand.js';

/** Counts what runs against what may run, over all processes. */
export interface ConcurrencyLeases {
  /**
   * Runs `work` while holding one unit. Work that resolves has left its environment free; of work that rejects nobody knows, and its unit
   * comes free only when no worker reports the lease any more. Rejects with LedgerAwayError when it cannot be known what runs.
   */
  hold<T>(demand: ConcurrencyDemand, work: (leaseId: string) => Promise<T>): Promise<Held<T> | Throttled>;
}

export interface Held<T> {
  readonly kind: 'held';
  readonly result: T;
}

export interface Throttled {
  readonly kind: 'throttled';
}

/** What runs cannot be known: the ledger cannot be reached, or came back empty and has not heard from everybody yet. */
export class LedgerAwayError extends Error {
  override readonly name = 'LedgerAwayError';
}
