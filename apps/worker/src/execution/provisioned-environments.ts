import type { Provision, Provisioning } from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';
import { BadPackageError } from './code/unpack.js';
import type { EnvironmentPool } from './environment-pool.js';
import type { ExecutionLog } from './local-invocations.js';

interface Kept {
  readonly target: ExecutableVersion;
  environments: number;
  starting: number;
  hasFailed: boolean;
  isFull: boolean;
  toldAtMilliseconds: number;
}

/** What nobody has asked for in this time is kept no longer. */
const leaseMilliseconds = 30_000;
const checkMilliseconds = 1000;
/** Invocations that need an environment now start theirs beside. */
const startsAtOnceMax = 2;

/** Keeps as many environments of a configuration initialized as it was last told, also when they crash or grow old. */
export class ProvisionedEnvironments implements Provisioning {
  readonly #kept = new Map<string, Kept>();
  #checking: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pick<EnvironmentPool, 'provision' | 'provisioned' | 'releaseProvisioned'>,
    private readonly log: ExecutionLog,
  ) {}

  start(): void {
    this.#checking = setInterval(() => this.#check(), checkMilliseconds);
  }

  stop(): void {
    clearInterval(this.#checking);
    this.#kept.clear();
  }

  /** Answers at once with what there is now; what is missing is being made. */
  async keep(target: ExecutableVersion, environments: number): Promise<Provision> {
    const { configurationId } = target;
    if (environments === 0) {
      this.#kept.delete(configurationId);
      this.pool.releaseProvisioned(configurationId, 0);
      return { ready: 0, failed: false, full: false };
    }
    const kept = this.#kept.get(configurationId) ?? keptOf(target);
    kept.environments = environments;
    kept.toldAtMilliseconds = performance.now();
    this.#kept.set(configurationId, kept);
    this.#fill(kept);
    const ready = Math.min(this.pool.provisioned(configurationId), environments);
    return { ready, failed: kept.hasFailed, full: kept.isFull };
  }

  #check(): void {
    for (const kept of this.#kept.values()) {
      if (performance.now() - kept.toldAtMilliseconds > leaseMilliseconds) {
        this.#kept.delete(kept.target.configurationId);
        this.pool.releaseProvisioned(kept.target.configurationId, 0);
      } else this.#fill(kept);
    }
  }

  #fill(kept: Kept): void {
    const { configurationId } = kept.target;
    this.pool.releaseProvisioned(configurationId, kept.environments);
    if (kept.hasFailed) return;
    const missing = kept.environments - this.pool.provisioned(configurationId) - kept.starting;
    for (let i = 0; i < missing && kept.starting < startsAtOnceMax; i++) void this.#add(kept);
  }

  async #add(kept: Kept): Promise<void> {
    const { configurationId, functionId } = kept.target;
    kept.starting++;
    let added: Awaited<ReturnType<EnvironmentPool['provision']>> | undefined;
    try {
      added = await this.pool.provision(kept.target);
      kept.hasFailed = added === 'init-failed';
      kept.isFull = added === 'full';
    } catch (error) {
      if (error instanceof BadPackageError) kept.hasFailed = true;
      this.log.error({ err: error, functionId }, 'a provisioned environment could not be made');
    } finally {
      kept.starting--;
    }
    const isCurrent = this.#kept.get(configurationId) === kept;
    if (!isCurrent && !this.#kept.has(configurationId)) this.pool.releaseProvisioned(configurationId, 0);
    if (isCurrent && added === 'provisioned') this.#fill(kept);
  }
}

const keptOf = (target: ExecutableVersion): Kept => ({
  target,
  environments: 0,
  starting: 0,
  hasFailed: false,
  isFull: false,
  toldAtMilliseconds: 0,
});
