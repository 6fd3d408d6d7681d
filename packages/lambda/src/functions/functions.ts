import type { Scope } from '../names/scope.js';
import type { FunctionVersion, LambdaFunction, VersionOfFunction } from './function-version.js';

/** Where functions are kept. */
export interface Functions {
  /** Keeps a function with its first versions; false when the name is taken, and then nothing is kept. */
  insert(fn: LambdaFunction, versions: readonly FunctionVersion[]): Promise<boolean>;
  find(scope: Scope, name: string): Promise<LambdaFunction | undefined>;
  /** Every function with its `$LATEST`, by name. */
  list(scope: Scope, page: Page): Promise<Paged<VersionOfFunction>>;
  /** Removes the function, its versions and its aliases; false when it was gone already. */
  remove(functionId: string): Promise<boolean>;
  /** Gives `$LATEST` another revision, too. False, and nothing is changed, when the tags are no longer those before. */
  replaceTags(functionId: string, before: LambdaFunction['tags'], after: LambdaFunction['tags']): Promise<boolean>;
  setRecursiveLoop(functionId: string, recursiveLoop: LambdaFunction['recursiveLoop']): Promise<void>;
}

/** `after` is the `next` of the page before. */
export interface Page {
  readonly after?: string;
  readonly limit: number;
}

export interface Paged<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}
