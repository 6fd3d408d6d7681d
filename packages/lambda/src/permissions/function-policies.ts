/** The policy of a function, of one of its versions or of an alias. */
export interface StoredPolicy {
  /** Undefined when there is none. */
  readonly text: string | undefined;
  /** That of the function, version or alias itself: what callers send back to guard against each other's changes. */
  readonly revisionId: string;
}

/** Where policies are kept: with the function, version or alias they belong to, and no longer than it. */
export interface FunctionPolicies {
  /** `qualifier` undefined means the function itself. Undefined when there is no such version or alias. */
  find(functionId: string, qualifier: string | undefined): Promise<StoredPolicy | undefined>;
  /**
   * Replaces a policy by what `change` makes of it, nothing meaning that it is removed; one change at a time. What `change` throws is
   * thrown, and nothing is changed. Undefined when there is no such version or alias.
   */
  change(
    functionId: string,
    qualifier: string | undefined,
    change: (current: StoredPolicy) => string | undefined,
  ): Promise<StoredPolicy | undefined>;
}
