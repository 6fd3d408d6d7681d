import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutableVersion } from '../executable-version.js';
import type { VersionOfFunction } from './function-version.js';
import { toExecutable } from './to-executable.js';
import type { UnsettledVersions } from './unsettled-versions.js';
import { settled, type Unusable } from './version-life.js';

/** Gets a version ready where it will run. */
export interface VersionPreparer {
  /** Rejects when nobody could be asked. */
  prepare(target: ExecutableVersion): Promise<{ readonly kind: 'ready' } | ({ readonly kind: 'failed' } & Unusable)>;
}

export interface SettlerTimes {
  readonly sweepMilliseconds: number;
  readonly leaseMilliseconds: number;
  /** How long a version waits for a worker before it counts as ready without one. */
  readonly patienceMilliseconds: number;
  /** For how long an update is shown InProgress at least: those of AWS take seconds, and what is written for AWS looks for them. */
  readonly updateMilliseconds: number;
}

const SECOND = 1000;
const usualTimes: SettlerTimes = {
  sweepMilliseconds: 2 * SECOND,
  leaseMilliseconds: 10 * SECOND,
  patienceMilliseconds: 20 * SECOND,
  updateMilliseconds: 0.5 * SECOND,
};

/**
 * Takes every version from Pending to Active or Failed, and every update from InProgress to Successful or Failed. What a killed process had
 * begun is taken up again when its lease ends; doing it twice does no harm. Preparing only saves the first invocation time, so a runtime
 * that no worker offers, or the absence of all workers, does not keep a version from becoming Active.
 */
export class VersionSettler {
  private readonly work = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly interrupted = once(this.stopping.signal, 'abort').then(() => 'interrupted' as const);
  private wakeUp: () => void = () => {};
  private awake = false;
  private running: Promise<void> = Promise.resolve();

  /** `announce` tells every process that caches versions; it resolves when none uses the previous configuration any more. */
  constructor(
    private readonly unsettled: UnsettledVersions,
    private readonly preparer: VersionPreparer,
    private readonly announce: (served: VersionOfFunction) => Promise<void>,
    private readonly onError: (error: unknown) => void,
    private readonly times: SettlerTimes = usualTimes,
  ) {}

  start(): void {
    this.running = this.sweepUntilStopped();
  }

  /** Looks at once instead of at the next sweep. */
  wake(): void {
    this.awake = true;
    this.wakeUp();
  }

  /** Resolves when nothing is under way any more. What was not finished is left to another process, or to the next start. */
  async drain(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.running;
    await Promise.all(this.work);
  }

  private async sweepUntilStopped(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.awake = false;
      await this.sweep().catch(this.onError);
      await this.nextSweep();
    }
  }

  private async sweep(): Promise<void> {
    for (const held of await this.unsettled.claim(claimedAtOnceMax, this.times.leaseMilliseconds)) {
      const work: Promise<void> = this.settle(held)
        .catch(this.onError)
        .finally(() => this.work.delete(work));
      this.work.add(work);
    }
  }

  private nextSweep(): Promise<void> {
    if (this.awake || this.stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.times.sweepMilliseconds);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async settle(held: VersionOfFunction): Promise<void> {
    const renewal = setInterval(
      () => void this.unsettled.renew(held, this.times.leaseMilliseconds).catch(this.onError),
      this.times.leaseMilliseconds / 3,
    );
    try {
      const unusable = await this.prepare(held);
      if (unusable === 'interrupted') return;
      if (!unusable) {
        await this.unsettled.serve(held);
        await this.announce(held);
      }
      await this.showUpdate(held);
      await this.unsettled.settle(held, settled(held.version, unusable));
      await this.announce(held);
    } finally {
      clearInterval(renewal);
    }
  }

  /** Only the status waits: what was updated runs already. */
  private async showUpdate({ version }: VersionOfFunction): Promise<void> {
    if (version.lastUpdate.status !== 'InProgress') return;
    const { updateMilliseconds } = this.times;
    const milliseconds = version.modifiedAt.getTime() + updateMilliseconds - Date.now();
    if (milliseconds <= 0) return;
    // Another process's clock may be ahead.
    await Promise.race([sleep(Math.min(milliseconds, updateMilliseconds)), this.interrupted]);
  }

  /** Undefined when the version can be used. */
  private async prepare(held: VersionOfFunction): Promise<Unusable | undefined | 'interrupted'> {
    const patientUntil = held.version.modifiedAt.getTime() + this.times.patienceMilliseconds;
    for (;;) {
      const asked = this.preparer.prepare(toExecutable(held)).catch(() => undefined);
      const answer = await Promise.race([asked, this.interrupted]);
      if (answer === 'interrupted') return answer;
      if (answer?.kind === 'failed') return answer.reasonCode === 'InvalidRuntime' ? undefined : unusableOf(answer);
      if (answer || Date.now() > patientUntil) return undefined;
      await sleep(retryMilliseconds);
    }
  }
}

const claimedAtOnceMax = 20;
const retryMilliseconds = 500;

const unusableOf = ({ reasonCode, reason }: Unusable): Unusable => ({ reasonCode, reason });
