import { loopMount } from '../kernel/loop-mount.js';

export interface GuardSetup {
  /** The worker's process. */
  readonly worker: number;
  readonly registry: string;
  readonly owner: string;
  readonly stateFolder: string;
}

export interface GuardRequest {
  readonly id: number;
  readonly image: string;
  readonly target: string;
}

export type GuardAnswer =
  | { readonly id: number; readonly loopDevice: number }
  | { readonly id: number; readonly failure: string };

export function guardAnswer({ id, image, target }: GuardRequest, { registry }: GuardSetup): GuardAnswer {
  try {
    return { id, loopDevice: loopMount(image, target, registry) };
  } catch (error) {
    return { id, failure: (error as Error).message };
  }
}
