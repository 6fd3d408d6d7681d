export interface InlinePolicy {
  readonly name: string;
  readonly text: string;
}

/** Keeps which policies users and roles have. */
export interface GrantStore {
  /** ARNs in the order in which they were attached. */
  attachedTo(entityId: string): Promise<readonly string[]>;
  /** Attaching again changes nothing. `no-policy`: it was deleted meanwhile; `full`: `max` are attached already. */
  attach(entityId: string, policyArn: string, max: number): Promise<'attached' | 'no-policy' | 'full'>;
  /** False when it was not attached. */
  detach(entityId: string, policyArn: string): Promise<boolean>;
  /** Ordered by name. */
  inlineOf(entityId: string): Promise<readonly InlinePolicy[]>;
  /** Writes or replaces, unless what the entity would then have does not fit: returns false. */
  putInline(entityId: string, policy: InlinePolicy, fits: (all: readonly InlinePolicy[]) => boolean): Promise<boolean>;
  /** False when there was none. */
  removeInline(entityId: string, name: string): Promise<boolean>;
}
