import type { LambdaFunction } from '../functions/function-version.js';
import type { AccountConcurrency } from './account-concurrency.js';

/** Where reservations are kept. */
export interface ReservedConcurrencies {
  find(functionId: string): Promise<number | undefined>;
  /** `check` sees what is promised now, and nothing of it changes until the reservation is kept; nothing is kept when it throws. */
  put(fn: LambdaFunction, executions: number, check: (account: AccountConcurrency) => void): Promise<void>;
  remove(functionId: string): Promise<void>;
}
