import type { ExecutableVersion } from '@hearth/lambda';

/** What is there of a configuration's provisioned environments. */
export interface Provision {
  /** Initialized, whether an invocation is using them or not. */
  readonly ready: number;
  /** The function's own code kept one from initializing: no further one is tried until none is wanted any more. */
  readonly failed: boolean;
  /** There is no memory for a further one. */
  readonly full: boolean;
}

/** Keeps environments initialized ahead of invocations. The API reaches workers through it; a worker implements it. */
export interface Provisioning {
  /** Wants so many kept from now on, at most 30 s without being asked again; none lets them go. Answers at once with what is there. */
  keep(target: ExecutableVersion, environments: number): Promise<Provision>;
}

/** How many each of so many workers keeps. Pure. */
export function shares(environments: number, workers: number): readonly number[] {
  const each = Math.floor(environments / workers);
  return Array.from({ length: workers }, (_, at) => each + (at < environments % workers ? 1 : 0));
}
