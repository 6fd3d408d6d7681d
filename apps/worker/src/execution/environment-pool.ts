import type { ExecutableVersion } from '@hearth/lambda';
import type { Environment } from './environment.js';

export interface PoolLimits {
  /** For all environments together, by their configured memory. */
  readonly memoryMegabytes: number;
  /** Environments that may be made at the same time: code unpacked, credentials fetched, /tmp image written. */
  readonly startsAtOnce: number;
  /** A warm environment that nobody used for so long is ended. */
  readonly idleMilliseconds: number;
  /** An older environment takes no further invocation: its credentials would run out. */
  readonly ageMilliseconds: number;
}

/** Creates an environment; rejects when it cannot be made, with nothing left behind. */
export type CreateEnvironment = (target: ExecutableVersion) => Promise<Environment>;

/** What an invocation runs in, and whether that is a new one. */
export interface Taken {
  readonly environment: Environment;
  readonly fresh: boolean;
}

interface Resting {
  readonly environment: Environment;
  readonly since: number;
}

interface Waiting {
  readonly target: ExecutableVersion;
  readonly resolve: (taken: Taken | 'full') => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The environments of this worker. One serves one configuration in its whole life and one invocation at a time; the one used last is
 * used next, so that the others grow old and go.
 */
export class EnvironmentPool {
  /** Per configuration, the one used last at the end. */
  readonly #resting = new Map<string, Resting[]>();
  readonly #all = new Map<Environment, number>();
  readonly #endings = new Set<Promise<void>>();
  #queue: Waiting[] = [];
  #starting = 0;
  #reservedMegabytes = 0;

  constructor(
    private readonly create: CreateEnvironment,
    private readonly limits: PoolLimits,
    private readonly onEndingFailed: (error: unknown) => void,
  ) {}

  get freeMegabytes(): number {
    const idle = [...this.#resting.values()].flat().reduce((sum, { environment }) => sum + environment.target.memoryMegabytes, 0);
    return this.limits.memoryMegabytes - this.#reservedMegabytes + idle;
  }

  /** `full` when there is no memory for another environment, even without those that rest. */
  async take(target: ExecutableVersion): Promise<Taken | 'full'> {
    const environment = this.#takeResting(target.configurationId);
    if (environment) return { environment, fresh: false };
    if (this.#starting < this.limits.startsAtOnce) return this.#start(target);
    return new Promise((resolve, reject) => this.#queue.push({ target, resolve, reject }));
  }

  /** Puts it back for the next invocation, of which one may already wait. */
  giveBack(environment: Environment): void {
    if (performance.now() - environment.createdAtMilliseconds > this.limits.ageMilliseconds) {
      this.discard(environment);
      return;
    }
    const { configurationId } = environment.target;
    const next = this.#queue.findIndex(({ target }) => target.configurationId === configurationId);
    if (next >= 0) {
      this.#queue.splice(next, 1)[0]?.resolve({ environment, fresh: false });
      return;
    }
    const resting = this.#resting.get(configurationId) ?? [];
    resting.push({ environment, since: performance.now() });
    this.#resting.set(configurationId, resting);
    environment.rest();
  }

  /** Ends an environment that will not be used again; its memory counts until it is gone. */
  discard(environment: Environment): Promise<void> {
    const megabytes = this.#all.get(environment) ?? 0;
    this.#all.delete(environment);
    const ending: Promise<void> = environment
      .shutDown()
      .catch(this.onEndingFailed)
      .finally(() => {
        this.#reservedMegabytes -= megabytes;
        this.#endings.delete(ending);
        this.#startQueued();
      });
    this.#endings.add(ending);
    return ending;
  }

  /** Ends those that rested too long. Call it now and then. */
  evictIdle(): void {
    const oldest = performance.now() - this.limits.idleMilliseconds;
    for (const resting of this.#resting.values()) {
      while (resting[0] && resting[0].since < oldest) void this.discard(resting.shift()!.environment);
    }
    this.#forgetEmpty();
  }

  /** Ends every environment, in use or not. */
  async close(): Promise<void> {
    for (const { resolve } of this.#queue.splice(0)) resolve('full');
    this.#resting.clear();
    for (const environment of [...this.#all.keys()]) void this.discard(environment);
    await Promise.all(this.#endings);
  }

  #takeResting(configurationId: string): Environment | undefined {
    const resting = this.#resting.get(configurationId);
    if (!resting) return undefined;
    // One that lost its process while others are warm would make this invocation pay for an initialization.
    const warm = resting.findLastIndex(({ environment }) => environment.warm);
    const [taken] = resting.splice(warm >= 0 ? warm : resting.length - 1, 1);
    if (resting.length === 0) this.#resting.delete(configurationId);
    return taken?.environment;
  }

  async #start(target: ExecutableVersion): Promise<Taken | 'full'> {
    this.#starting++;
    let reserved = 0;
    try {
      if (!(await this.#makeRoom(target.memoryMegabytes))) return 'full';
      reserved = target.memoryMegabytes;
      const environment = await this.create(target);
      this.#all.set(environment, reserved);
      reserved = 0;
      return { environment, fresh: true };
    } finally {
      this.#reservedMegabytes -= reserved;
      this.#starting--;
      this.#startQueued();
    }
  }

  /** Reserves memory, ending those that rested longest where that is needed. */
  async #makeRoom(megabytes: number): Promise<boolean> {
    while (this.#reservedMegabytes + megabytes > this.limits.memoryMegabytes) {
      const victim = this.#longestResting();
      if (victim) await this.discard(victim);
      else if (this.#endings.size > 0) await Promise.race(this.#endings);
      else return false;
    }
    this.#reservedMegabytes += megabytes;
    return true;
  }

  #longestResting(): Environment | undefined {
    let longest: Resting[] | undefined;
    for (const resting of this.#resting.values()) {
      if (resting[0] && (!longest?.[0] || resting[0].since < longest[0].since)) longest = resting;
    }
    const victim = longest?.shift()?.environment;
    this.#forgetEmpty();
    return victim;
  }

  #forgetEmpty(): void {
    for (const [configurationId, resting] of this.#resting) if (resting.length === 0) this.#resting.delete(configurationId);
  }

  #startQueued(): void {
    while (this.#starting < this.limits.startsAtOnce) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#start(next.target).then(next.resolve, next.reject);
    }
  }
}
