import type { Scope } from '../names/scope.js';

/** What an authorisation needs to know of a function besides who asks. */
export interface FunctionAccess {
  readonly functionId: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Policy documents by version or alias; the function's own under the empty text. `$LATEST` has none. */
  readonly policies: Readonly<Record<string, string>>;
}

/** Knows the resource-based policies in force; what it says is at most 5 s old. */
export interface PoliciesInForce {
  /** Undefined when there is no such function. */
  accessOf(scope: Scope, name: string): Promise<FunctionAccess | undefined>;
}

/** The document that has a say in calls under this qualifier: each version and each alias has its own, apart from the function's. */
export function policyFor(access: FunctionAccess | undefined, qualifier: string | undefined): string | undefined {
  const policies = access?.policies ?? {};
  const key = qualifier ?? '';
  return Object.hasOwn(policies, key) ? policies[key] : undefined;
}
