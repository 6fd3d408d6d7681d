/** A runtime that is ready to be mounted into a sandbox. */
export interface InstalledRuntime {
  readonly mounts: readonly { readonly source: string; readonly target: string }[];
  /** First process and its arguments, as paths inside the sandbox. */
  readonly command: readonly string[];
  /** A flag that tells the runtime how much of the environment's memory its heap may take. */
  readonly heapFlag?: { readonly name: string; readonly shareOfMemory: number };
}
