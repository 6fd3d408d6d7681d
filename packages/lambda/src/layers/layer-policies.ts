import type { LayerVersionName } from './layer-version.js';

/** The policy of a layer version. */
export interface LayerPolicy {
  /** Undefined when there is none. */
  readonly text: string | undefined;
  /** What callers send back to guard against each other's changes; undefined before the first. */
  readonly revisionId: string | undefined;
}

/** Where the policies of layer versions are kept: with the version, and no longer than it. */
export interface LayerPolicies {
  /** Undefined when there is no such layer version. */
  find(layer: LayerVersionName): Promise<LayerPolicy | undefined>;
  /**
   * Replaces a policy by what `change` makes of it, nothing meaning that it is removed; one change at a time. What `change` throws is
   * thrown, and nothing is changed. Undefined when there is no such layer version.
   */
  change(layer: LayerVersionName, change: (current: LayerPolicy) => string | undefined): Promise<LayerPolicy | undefined>;
}
