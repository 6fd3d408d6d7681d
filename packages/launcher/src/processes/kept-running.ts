import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.js';
import { restartDelayMs } from './restart-delay.js';

// A process that lived this long was well; its next failure is a new story.
const wellAfterMs = 60_000;

export type ProcessState = 'starting' | 'running' | 'restarting' | 'stopped';

/** Moves that a kept process may make. */
const moves: Record<ProcessState, readonly ProcessState[]> = {
  starting: ['running', 'stopped'],
  running: ['restarting', 'stopped'],
  restarting: ['running', 'stopped'],
  stopped: [],
};

/** A process that is started again whenever it ends, until it is stopped. */
export class KeptRunning {
  #state: ProcessState = 'starting';
  #child: Child | null = null;
  #restarts = 0;
  readonly #stopping = new AbortController();
  #watch: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly launch: () => Promise<Child>,
    private readonly say: (sentence: string) => void,
  ) {}

  /** Resolves when `launch` has for the first time; its failure is the caller's, later ones are told and tried again. */
  async start(): Promise<Child> {
    const child = await this.launch();
    this.#child = child;
    if (this.#stopping.signal.aborted) await child.stop();
    else {
      this.#become('running');
      this.#watch = this.#keep();
    }
    return child;
  }

  get state(): ProcessState {
    return this.#state;
  }

  get pid(): number | null {
    return this.#state === 'running' ? this.#child!.pid : null;
  }

  /** How often it had to be started again. */
  get restarts(): number {
    return this.#restarts;
  }

  async stop(): Promise<void> {
    if (this.#state !== 'stopped') this.#become('stopped');
    this.#stopping.abort();
    await this.#child?.stop();
    await this.#watch;
  }

  kill(): void {
    if (this.#state !== 'stopped') this.#become('stopped');
    this.#stopping.abort();
    this.#child?.kill();
  }

  async #keep(): Promise<void> {
    for (let failures = 1; ; failures++) {
      const startedMs = Date.now();
      const how = await this.#child!.ended;
      if (this.#stopping.signal.aborted) return;
      this.#become('restarting');
      if (Date.now() - startedMs >= wellAfterMs) failures = 1;
      const delayMs = restartDelayMs(failures);
      this.say(`${this.name} ${how}; starting it again in ${delayMs / 1000} s`);
      await this.#launchAgain(delayMs);
      if (this.#stopping.signal.aborted) return;
    }
  }

  /** Tries until it succeeds or all is stopped. */
  async #launchAgain(firstDelayMs: number): Promise<void> {
    const { signal } = this.#stopping;
    for (let delayMs = firstDelayMs, failures = 1; !signal.aborted; delayMs = restartDelayMs(++failures)) {
      await sleep(delayMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        this.#child = await this.launch();
        this.#restarts += 1;
        if (signal.aborted) await this.#child.stop();
        else this.#become('running');
        return;
      } catch (error) {
        this.say(`${this.name} cannot be started again: ${(error as Error).message.split('\n')[0]}`);
      }
    }
  }

  #become(next: ProcessState): void {
    if (!moves[this.#state].includes(next)) throw new Error(`${this.name} cannot go from ${this.#state} to ${next}`);
    this.#state = next;
  }
}
