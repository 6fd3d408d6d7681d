/** A policy as it is stored, and what to call it: an ARN, or the name of an inline policy. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
}

/** All that a user or a role has been given. Its holder may be compared by identity: an unchanged object means unchanged policies. */
export interface GrantedPolicies {
  readonly policies: readonly PolicyText[];
  readonly boundary?: PolicyText;
  readonly tags: Readonly<Record<string, string>>;
}

/** Knows the policies in force; what it says is at most 5 s old. */
export interface PolicySource {
  /** Undefined when there is no user or role with this unique id (any more). */
  grantedTo(entityId: string): Promise<GrantedPolicies | undefined>;
  /** The default version of a managed policy; undefined when it does not exist. */
  managedPolicy(arn: string): Promise<string | undefined>;
}
