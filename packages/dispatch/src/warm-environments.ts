/** How many configurations are remembered; the one used longest ago is forgotten first. */
const configurationsMax = 10_000;

/**
 * What one API process believes to be warm, learned from its own invocations. A belief, never a promise: the worker decides, and a
 * wrong belief costs a cold start.
 */
export class WarmEnvironments {
  readonly #free = new Map<string, Map<string, number>>();

  free(configurationId: string, workerId: string): number {
    return this.#free.get(configurationId)?.get(workerId) ?? 0;
  }

  taken(configurationId: string, workerId: string): void {
    const workers = this.#free.get(configurationId);
    const free = workers?.get(workerId) ?? 0;
    if (free > 0) workers?.set(workerId, free - 1);
  }

  returned(configurationId: string, workerId: string): void {
    const workers = this.#free.get(configurationId) ?? new Map<string, number>();
    this.#free.delete(configurationId);
    this.#free.set(configurationId, workers);
    workers.set(workerId, (workers.get(workerId) ?? 0) + 1);
    const [oldest] = this.#free.keys();
    if (this.#free.size > configurationsMax && oldest !== undefined) this.#free.delete(oldest);
  }

  /** Heard from the worker itself. */
  atLeast(configurationId: string, workerId: string, free: number): void {
    const missing = free - this.free(configurationId, workerId);
    for (let i = 0; i < missing; i++) this.returned(configurationId, workerId);
  }

  forgetWorker(workerId: string): void {
    for (const workers of this.#free.values()) workers.delete(workerId);
  }
}
