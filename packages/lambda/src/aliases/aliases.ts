import type { Page, Paged } from '../functions/functions.js';

/** A name for one version, or for two that share the traffic. */
export interface Alias {
  readonly functionId: string;
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  readonly revisionId: string;
  /** The second version and its share of the traffic, 0 to 1. */
  readonly additional?: { readonly version: string; readonly weight: number };
}

/** Where aliases are kept. */
export interface Aliases {
  /** False when the name is taken. */
  insert(alias: Alias): Promise<boolean>;
  find(functionId: string, name: string): Promise<Alias | undefined>;
  /** By name; only those that point to `version` when it is given. */
  list(functionId: string, version: string | undefined, page: Page): Promise<Paged<Alias>>;
  /** False when the alias no longer has the expected revision. */
  replace(expectedRevisionId: string, alias: Alias): Promise<boolean>;
  remove(functionId: string, name: string): Promise<void>;
}
