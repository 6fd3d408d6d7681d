import type { LastUpdate, VersionOfFunction, VersionState } from './function-version.js';

/** Versions that are Pending, or whose update is InProgress, until someone has prepared them. */
export interface UnsettledVersions {
  /** Takes versions that nobody holds; they are the caller's for `leaseMilliseconds`. */
  claim(limit: number, leaseMilliseconds: number): Promise<readonly VersionOfFunction[]>;
  /** Holds on for longer; false when there is nothing left to hold. */
  renew(held: VersionOfFunction, leaseMilliseconds: number): Promise<boolean>;
  /** From now on the version's present configuration is the one that runs. */
  serve(held: VersionOfFunction): Promise<void>;
  /**
   * Ends the wait, when it ended well also for the version published from it, which so is never behind. Changes nothing when the version
   * has changed since it was claimed.
   */
  settle(held: VersionOfFunction, outcome: { readonly state: VersionState; readonly lastUpdate: LastUpdate }): Promise<void>;
}
