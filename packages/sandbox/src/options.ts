import type { SandboxDriverName } from './driver.js';

export interface SandboxOptions {
  /** `auto` takes the first that is installed of crun, runc and bwrap. */
  readonly preference: 'auto' | SandboxDriverName;
  /** Where tmp images lie; nothing in it outlives the worker. Several workers may share one. */
  readonly stateFolder: string;
}
