import type { LambdaFunction } from '../functions/function-version.js';
import type { Page, Paged } from '../functions/functions.js';
import type { AccountConcurrency } from './account-concurrency.js';
import type { HeldEnvironments, ProvisionedConcurrency, WantedEnvironments } from './provisioned-concurrency.js';

/** What is promised to a function's version and alias at the moment of a change. */
export interface ProvisionedSiblings {
  readonly account: AccountConcurrency;
  /** Of the same function, with the version that each leads to. */
  readonly others: readonly { readonly qualifier: string; readonly version: string; readonly requested: number }[];
}

/** Where provisioned concurrency is kept. */
export interface ProvisionedConcurrencies {
  find(functionId: string, qualifier: string): Promise<ProvisionedConcurrency | undefined>;
  /** By qualifier. */
  list(functionId: string, page: Page): Promise<Paged<ProvisionedConcurrency>>;
  /**
   * `check` sees what is promised now, and nothing of it changes until the request is kept; nothing is kept when it throws. Undefined when
   * the version or alias is gone.
   */
  put(
    fn: LambdaFunction,
    qualifier: string,
    requested: number,
    check: (now: ProvisionedSiblings) => void,
  ): Promise<ProvisionedConcurrency | undefined>;
  remove(functionId: string, qualifier: string): Promise<void>;
  /** Every one that can be seen to: its version is Active. */
  wanted(): Promise<readonly WantedEnvironments[]>;
  /** Does nothing when another number was requested meanwhile. */
  hold(provisioned: ProvisionedConcurrency, held: HeldEnvironments): Promise<void>;
}
