import type { ResponseSink } from '@hearth/dispatch';
import type { Sandbox, SandboxDriver, SandboxEnd, SandboxSpec } from '@hearth/sandbox';
import { HearthProxy } from './hearth-proxy.js';
import { FunctionOutput } from './log/function-output.js';
import type { LogTail } from './log/log-tail.js';
import { RuntimeApi } from './runtime-api/runtime-api.js';
import { truncatedResponse } from './runtime-api/runtime-failures.js';
import type { DeliveredInvocation, RuntimeAnswer } from './runtime-api/runtime-session.js';

export const runtimeApiPort = 9001;
export const hearthPort = 4566;

/** Where a runtime got to: it asked for the next invocation, its process ended, or neither in time. */
type Turn = 'waiting' | 'ended' | 'overdue';

export type InitEnd =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: RuntimeAnswer }
  | { readonly kind: 'exited'; readonly end: SandboxEnd }
  | { readonly kind: 'overdue' };

export type InvocationEnd =
  /** `usable` says whether the process can take another invocation. */
  | { readonly kind: 'answered'; readonly answer: RuntimeAnswer; readonly usable: boolean }
  | { readonly kind: 'exited'; readonly end: SandboxEnd }
  | { readonly kind: 'overdue' };

/** One runtime process in one sandbox, from its start to its end. */
export class RuntimeProcess {
  readonly startedAtMilliseconds = performance.now();
  readonly #api: RuntimeApi;
  readonly #proxy: HearthProxy;
  readonly #output: FunctionOutput;
  #answer: RuntimeAnswer | undefined;
  #initFailure: RuntimeAnswer | undefined;
  #waiting = false;
  #end: SandboxEnd | undefined;
  #wake: ((turn: Turn) => void) | undefined;

  private constructor(
    private readonly sandbox: Sandbox,
    hearthEndpoint: URL,
    output: LogTail,
  ) {
    this.#api = new RuntimeApi(sandbox.listener(runtimeApiPort), {
      waiting: () => {
        this.#waiting = true;
        this.#wake?.('waiting');
      },
      answered: (answer) => {
        this.#answer = answer;
      },
      initFailed: (failure) => {
        this.#initFailure = failure;
      },
    });
    this.#proxy = new HearthProxy(sandbox.listener(hearthPort), hearthEndpoint);
    this.#output = new FunctionOutput([sandbox.stdout, sandbox.stderr], output);
    void sandbox.ended.then((end) => {
      this.#end = end;
      this.#wake?.('ended');
    });
  }

  /** Rejects when the sandbox cannot be started; nothing is left behind then. */
  static async start(driver: SandboxDriver, spec: SandboxSpec, hearthEndpoint: URL, output: LogTail): Promise<RuntimeProcess> {
    return new RuntimeProcess(await driver.start(spec), hearthEndpoint, output);
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /** Waits until the runtime asks for its first invocation. */
  async initialized(limitMilliseconds: number): Promise<InitEnd> {
    const turn = await this.#turn(limitMilliseconds);
    if (turn === 'waiting') return { kind: 'ready' };
    if (this.#initFailure) return { kind: 'failed', failure: this.#initFailure };
    return turn === 'ended' ? { kind: 'exited', end: this.#end! } : { kind: 'overdue' };
  }

  /** Delivers one invocation and waits until the runtime is done with it; done is when it asks for the next, as AWS measures. */
  async invoke(invocation: DeliveredInvocation, limitMilliseconds: number, sink?: ResponseSink): Promise<InvocationEnd> {
    this.#answer = undefined;
    this.#waiting = false;
    this.#api.deliver(invocation, sink);
    const turn = await this.#turn(limitMilliseconds);
    this.#api.endInvocation();
    await this.#output.readSoFar();
    // An answer that its process did not live to finish tells less than the end of the process does.
    const cutOff = turn === 'ended' && this.#answer === truncatedResponse;
    if (this.#answer && !cutOff) return { kind: 'answered', answer: this.#answer, usable: turn === 'waiting' && this.alive };
    return turn === 'ended' ? { kind: 'exited', end: this.#end! } : { kind: 'overdue' };
  }

  freeze(): void {
    this.sandbox.freeze();
  }

  thaw(): void {
    this.sandbox.thaw();
  }

  setCpuCores(cores: number): void {
    this.sandbox.setCpuCores(cores);
  }

  /** Ends the process even when this worker no longer can; null while it rests. */
  setDeadline(milliseconds: number | null): void {
    this.sandbox.setDeadline(milliseconds);
  }

  memory(): { readonly peakMegabytes: number; readonly outOfMemoryKills: number } {
    const { peakBytes, outOfMemoryKills } = this.sandbox.memory();
    return { peakMegabytes: Math.ceil(peakBytes / 1024 / 1024), outOfMemoryKills };
  }

  async kill(): Promise<void> {
    this.#api.close();
    this.#proxy.close();
    await this.sandbox.kill();
  }

  #turn(limitMilliseconds: number): Promise<Turn> {
    if (this.#end) return Promise.resolve('ended');
    if (this.#waiting) return Promise.resolve('waiting');
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.('overdue'), limitMilliseconds);
      this.#wake = (turn) => {
        this.#wake = undefined;
        clearTimeout(timer);
        resolve(turn);
      };
    });
  }
}
