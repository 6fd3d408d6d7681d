import type { ExecutableVersion } from '@hearth/lambda';

/** Says what an event runs now. */
export interface EventTargets {
  /** Undefined when the function, version or alias is gone: a function created anew under the same name does not count. */
  executable(functionId: string, qualifier: string | undefined): Promise<{ readonly target: ExecutableVersion } | undefined>;
}
