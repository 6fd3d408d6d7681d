import type { PageRequest } from '../entity.js';
import type { ManagedPolicy, PolicyUsage, PolicyVersion } from './managed-policy.js';

/** Keeps the managed policies that accounts make themselves. Names are unique in an account without regard to case. */
export interface PolicyStore {
  find(accountId: string, name: string): Promise<ManagedPolicy | undefined>;
  /** Ordered by name. */
  list(accountId: string, page: PageRequest): Promise<readonly ManagedPolicy[]>;
  /** Writes the policy with its first version; false when the name is taken. */
  insert(policy: ManagedPolicy, text: string): Promise<boolean>;
  /** False while anything has it or is limited by it. */
  remove(policy: ManagedPolicy): Promise<boolean>;
  /** By ARN, for all policies that the account's users and roles have. */
  usage(accountId: string): Promise<ReadonlyMap<string, PolicyUsage>>;
}

/** Keeps the versions of those policies. A version never changes. */
export interface PolicyVersionStore {
  /** Newest first. */
  list(policyId: string): Promise<readonly PolicyVersion[]>;
  /** Numbers are never used again. Undefined when there are `max` versions already. */
  add(policyId: string, text: string, makeDefault: boolean, max: number): Promise<PolicyVersion | undefined>;
  setDefault(policyId: string, number: number): Promise<void>;
  remove(policyId: string, number: number): Promise<void>;
}
