import type { ExecutableVersion } from '@hearth/lambda';
import type { Environment } from './environment.js';
import type { InitializationType } from './environment-variables.js';

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
export type CreateEnvironment = (target: ExecutableVersion, initialization: InitializationType) => Promise<Environment>;

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
  /** Those that are initialized ahead of invocations: they are used first, and stay when nobody uses them. */
  readonly #provisioned = new Set<Environment>();
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
    const idle = [...this.#resting.values()]
      .flat()
      .filter(({ environment }) => !this.#provisioned.has(environment))
      .reduce((sum, { environment }) => sum + environment.target.memoryMegabytes, 0);
    return this.limits.memoryMegabytes - this.#reservedMegabytes + idle;
  }

  /** `full` when there is no memory for another environment, even without those that rest. */
  async take(target: ExecutableVersion): Promise<Taken | 'full'> {
    const environment = this.#takeResting(target.configurationId);
    if (environment) return { environment, fresh: false };
    if (this.#starting < this.limits.startsAtOnce) return this.#start(target);
    return new Promise((resolve, reject) => this.#queue.push({ target, resolve, reject }));
  }

  /** Makes one ahead of any invocation. It stays until it is released, fails or grows old. */
  async provision(target: ExecutableVersion): Promise<'provisioned' | 'full' | 'init-failed'> {
    const environment = await this.#made(target, 'provisioned-concurrency');
    if (environment === 'full') return 'full';
    let isReady = false;
    try {
      isReady = await environment.provision();
    } finally {
      if (!isReady) void this.discard(environment);
    }
    if (!isReady) return 'init-failed';
    // Closed meanwhile.
    if (!this.#all.has(environment)) return 'full';
    this.#provisioned.add(environment);
    this.giveBack(environment);
    return 'provisioned';
  }

  /** Provisioned environments that an invocation would find initialized, or that one is using. */
  provisioned(configurationId: string): number {
    return [...this.#provisioned].filter((environment) => this.#serves(environment, configurationId)).length;
  }

  /** Leaves `count` of a configuration's provisioned environments and ends the others, first those that are of no use any more. */
  releaseProvisioned(configurationId: string, count: number): void {
    const all = [...this.#provisioned].filter(({ target }) => target.configurationId === configurationId);
    const useful = all.filter((environment) => this.#serves(environment, configurationId));
    const surplus = useful.slice(count);
    const useless = all.filter((environment) => !useful.includes(environment));
    for (const environment of [...useless, ...surplus]) this.#release(environment, count > useful.length);
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
    this.#provisioned.delete(environment);
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
      for (const { environment, since } of [...resting]) {
        if (since < oldest && !this.#provisioned.has(environment)) this.#discardResting(resting, environment);
      }
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
    const provisioned = resting.findLastIndex(({ environment }) => environment.warm && this.#provisioned.has(environment));
    const warm = resting.findLastIndex(({ environment }) => environment.warm);
    const [taken] = resting.splice([provisioned, warm, resting.length - 1].find((at) => at >= 0)!, 1);
    if (resting.length === 0) this.#resting.delete(configurationId);
    return taken?.environment;
  }

  async #start(target: ExecutableVersion): Promise<Taken | 'full'> {
    const environment = await this.#made(target, 'on-demand');
    return environment === 'full' ? environment : { environment, fresh: true };
  }

  async #made(target: ExecutableVersion, initialization: InitializationType): Promise<Environment | 'full'> {
    this.#starting++;
    let reserved = 0;
    try {
      if (!(await this.#makeRoom(target.memoryMegabytes))) return 'full';
      reserved = target.memoryMegabytes;
      const environment = await this.create(target, initialization);
      this.#all.set(environment, reserved);
      reserved = 0;
      return environment;
    } finally {
      this.#reservedMegabytes -= reserved;
      this.#starting--;
      this.#startQueued();
    }
  }

  #serves(environment: Environment, configurationId: string): boolean {
    if (environment.target.configurationId !== configurationId) return false;
    const resting = this.#resting.get(configurationId)?.some((each) => each.environment === environment);
    return !resting || (environment.warm && performance.now() - environment.createdAtMilliseconds <= this.limits.ageMilliseconds);
  }

  /** One that an invocation is using goes on as an ordinary one. An old one is left while there is none to take its place. */
  #release(environment: Environment, isScarce: boolean): void {
    const resting = this.#resting.get(environment.target.configurationId);
    const isResting = resting?.some((each) => each.environment === environment);
    if (isResting && environment.warm && isScarce) return;
    this.#provisioned.delete(environment);
    if (resting && isResting) this.#discardResting(resting, environment);
    this.#forgetEmpty();
  }

  #discardResting(resting: Resting[], environment: Environment): void {
    resting.splice(
      resting.findIndex((each) => each.environment === environment),
      1,
    );
    void this.discard(environment);
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
    let longest: Resting | undefined;
    for (const each of [...this.#resting.values()].flat()) {
      if (!this.#provisioned.has(each.environment) && (!longest || each.since < longest.since)) longest = each;
    }
    if (!longest) return undefined;
    const { configurationId } = longest.environment.target;
    this.#resting.set(
      configurationId,
      this.#resting.get(configurationId)!.filter((each) => each !== longest),
    );
    this.#forgetEmpty();
    return longest.environment;
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
