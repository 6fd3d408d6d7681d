import type { ExecutableVersion } from '../executable-version.js';
import type { AccountConcurrency } from './account-concurrency.js';

/** Out of which of an account's units one invocation may take its own. */
export interface ConcurrencyDemand {
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly configurationId: string;
  /** Never more invocations of the function than these; undefined when it has no reservation. */
  readonly reserved: number | undefined;
  /** For all functions without a reservation together, beyond what is provisioned for them. */
  readonly unreserved: number;
  /** Environments held initialized for the function, by configuration: others of its invocations leave these alone. */
  readonly allocated: ReadonlyMap<string, number>;
}

type Target = Pick<ExecutableVersion, 'accountId' | 'region' | 'functionId' | 'configurationId'>;

/** Pure. */
export function concurrencyDemand(account: AccountConcurrency, target: Target): ConcurrencyDemand {
  const { accountId, region, functionId, configurationId } = target;
  const own = account.functions.get(functionId);
  let unreserved = account.limit;
  for (const { reserved, allocated } of account.functions.values()) unreserved -= reserved ?? sum(allocated);
  return {
    accountId,
    region,
    functionId,
    configurationId,
    reserved: own?.reserved,
    unreserved,
    allocated: own?.allocated ?? new Map(),
  };
}

function sum(allocated: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const environments of allocated.values()) all += environments;
  return all;
}
