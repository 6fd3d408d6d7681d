import type { Scope } from '../names/scope.js';
import type { FunctionVersion, RuntimeManagement, VersionOfFunction } from './function-version.js';
import type { Page, Paged } from './functions.js';

/** Where a function's versions are kept. While `$LATEST` is being updated, its previous configuration is kept too and goes on serving. */
export interface FunctionVersions {
  find(functionId: string, version: string): Promise<FunctionVersion | undefined>;
  /** `$LATEST` first, then by number. */
  list(functionId: string, page: Page): Promise<Paged<FunctionVersion>>;
  /** Every version of every function, by name and number. */
  listAll(scope: Scope, page: Page): Promise<Paged<VersionOfFunction>>;
  /**
   * Replaces `$LATEST` and adds `published` when given, both or neither. False when `$LATEST` no longer has the expected revision, or
   * another version was published meanwhile.
   */
  replaceLatest(expectedRevisionId: string, latest: FunctionVersion, published?: FunctionVersion): Promise<boolean>;
  /** Keeps when the version is to be given a newer build of its runtime; of a version that is gone, nothing. */
  manageRuntime(functionId: string, version: string, management: RuntimeManagement): Promise<void>;
  /** False when an alias points to the version; true also when it was gone already. */
  remove(functionId: string, version: string): Promise<boolean>;
}
