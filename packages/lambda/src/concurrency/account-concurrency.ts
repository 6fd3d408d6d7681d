import type { Scope } from '../names/scope.js';

/** What of an account's concurrency in one region is promised to whom. */
export interface AccountConcurrency {
  /** Invocations that may run at once, of all functions together. */
  readonly limit: number;
  /** By id, the functions that something is promised to; all others share the rest. */
  readonly functions: ReadonlyMap<string, FunctionConcurrency>;
}

export interface FunctionConcurrency {
  readonly reserved?: number;
  /** Provisioned concurrency as configured, of all versions and aliases together. */
  readonly provisioned: number;
  /** Environments that workers hold initialized for it, by configuration. */
  readonly allocated: ReadonlyMap<string, number>;
}

/** Says what is promised, at most five seconds late. */
export interface ConcurrencySettings {
  of(scope: Scope): Promise<AccountConcurrency>;
}

/** What is left to those to whom nothing is promised. Provisioned concurrency of a function lies within its reservation, if it has one. */
export function unreserved({ limit, functions }: AccountConcurrency): number {
  let rest = limit;
  for (const { reserved, provisioned } of functions.values()) rest -= reserved ?? provisioned;
  return rest;
}
