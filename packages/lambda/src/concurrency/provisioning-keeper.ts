import type { ExecutableVersion } from '../executable-version.js';
import type { Scope } from '../names/scope.js';
import type { ProvisionedConcurrencies } from './provisioned-concurrencies.js';
import type { HeldEnvironments, WantedEnvironments } from './provisioned-concurrency.js';

/** Has workers keep environments initialized. */
export interface EnvironmentKeepers {
  keep(target: ExecutableVersion, environments: number): Promise<Provision>;
}

interface Provision {
  /** Initialized, whether an invocation is using them or not. */
  readonly ready: number;
  /** The function's own code kept one from initializing. */
  readonly failed: boolean;
  /** There is no room for more. */
  readonly full: boolean;
}

/** Lets one process at a time see to something. It ends with the process. */
export interface Leadership {
  /** Whether this process leads now; it does from then on for as long as it asks. */
  holds(): Promise<boolean>;
  release(): Promise<void>;
}

const SECOND = 1000;
const passMilliseconds = SECOND;

/**
 * Has the workers hold what is requested, in one process at a time: tells them again every second how much to keep, so that what a crash
 * took is made anew, and records how much there is. When an alias moves, what it had is let go once its new version has as much.
 */
export class ProvisioningKeeper {
  private readonly told = new Map<string, ExecutableVersion>();
  private running: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  /** `changed` is told where more or less is held than before; it resolves when every process goes by that. */
  constructor(
    private readonly provisioned: ProvisionedConcurrencies,
    private readonly keepers: EnvironmentKeepers,
    private readonly leadership: Leadership,
    private readonly changed: (scope: Scope) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.pass()
      .catch(this.onError)
      .then(() => {
        if (!this.stopping) this.timer = setTimeout(() => this.start(), passMilliseconds);
      });
  }

  /** What the workers hold stays with them, for the process that leads next. */
  async drain(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
    await this.leadership.release();
  }

  private async pass(): Promise<void> {
    if (!(await this.leadership.holds())) return;
    const together = byConfiguration(await this.provisioned.wanted());
    const kept = new Set((await Promise.all(together.map((each) => this.seeToAll(each)))).flat());
    for (const [configurationId, target] of this.told) {
      if (kept.has(configurationId)) continue;
      await this.keepers.keep(target, 0);
      this.told.delete(configurationId);
    }
  }

  /** An alias may have moved to a version that has environments of its own: each gets what it requested, as far as there are enough. */
  private async seeToAll(all: readonly WantedEnvironments[]): Promise<readonly string[]> {
    const open = all.filter(
      ({ provisioned: { held, configurationId } }) => !(held?.configurationId === configurationId && held.failure),
    );
    const [first] = open;
    if (!first) return [];
    const requested = open.reduce((sum, { provisioned }) => sum + provisioned.requested, 0);
    this.told.set(first.target.configurationId, first.target);
    const provision = await this.keepers.keep(first.target, requested);
    const kept: string[] = [];
    let left = provision.ready;
    for (const each of open) {
      const ready = Math.min(left, each.provisioned.requested);
      left -= ready;
      kept.push(...(await this.seeTo(each, { ...provision, ready })));
    }
    return kept;
  }

  /** Answers the configurations whose environments stay. */
  private async seeTo(wanted: WantedEnvironments, { ready, failed, full }: Provision): Promise<readonly string[]> {
    const { held, requested, configurationId } = wanted.provisioned;
    if (failed) {
      await this.record(wanted, { configurationId, allocated: 0, failure: 'FUNCTION_ERROR_INIT_FAILURE' });
      return [];
    }
    const isHeld = held?.configurationId === configurationId;
    const before = held && !isHeld ? this.told.get(held.configurationId) : undefined;
    if (before && ready < requested && !full) {
      await this.keepers.keep(before, held!.allocated);
      return [configurationId, before.configurationId];
    }
    if (!isHeld || held.allocated !== ready) await this.record(wanted, { configurationId, allocated: ready });
    return [configurationId];
  }

  private async record({ provisioned, target }: WantedEnvironments, held: HeldEnvironments): Promise<void> {
    await this.provisioned.hold(provisioned, held);
    await this.changed(target);
  }
}

function byConfiguration(wanted: readonly WantedEnvironments[]): readonly (readonly WantedEnvironments[])[] {
  const groups = new Map<string, WantedEnvironments[]>();
  for (const each of wanted) {
    const group = groups.get(each.target.configurationId) ?? [];
    group.push(each);
    groups.set(each.target.configurationId, group);
  }
  return [...groups.values()];
}
