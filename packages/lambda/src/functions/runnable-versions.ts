import type { ExecutableVersion } from '../executable-version.js';
import type { Scope } from '../names/scope.js';
import type { VersionState } from './function-version.js';

/** What a name and qualifier lead to: one version, or two that share the traffic of an alias. */
export interface RunnableVersions {
  readonly functionId: string;
  readonly routes: readonly RunnableVersion[];
}

export interface RunnableVersion {
  /** Share of the traffic; the shares add up to 1. */
  readonly weight: number;
  readonly state: VersionState['name'];
  readonly target: ExecutableVersion;
}

/** Answers what to run: the one question of the warm path. During an update the answer is the previous configuration. */
export interface FunctionResolver {
  /** `qualifier` undefined means `$LATEST`. Undefined when there is no such function, version or alias. */
  resolve(scope: Scope, name: string, qualifier: string | undefined): Promise<RunnableVersions | undefined>;
}

/** Picks by weight; `random` is a number from 0 up to but not including 1. */
export function pickRoute(versions: RunnableVersions, random: number): RunnableVersion {
  let passed = 0;
  for (const route of versions.routes) {
    passed += route.weight;
    if (random < passed) return route;
  }
  return versions.routes.at(-1)!;
}
