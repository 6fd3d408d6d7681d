import type { FinishedInvocation, InvocationRequest, ResponseSink } from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';
import { afterInit, afterInvocation, type Ending } from './ending.js';
import { type EnvironmentState, moved } from './environment-state.js';
import { LogTail } from './log/log-tail.js';
import { type PlatformLog, platformLog } from './log/platform-log.js';
import type { InitEnd, RuntimeProcess } from './runtime-process.js';
import { cpuCoresOf } from './sandbox-spec.js';

/** AWS gives an initialization 10 s; one that takes longer is repeated in the invocation, under the function's own timeout. */
const initMillisecondsMax = 10_000;
/** What AWS gives an initialization that no invocation waits for; never less than the function's own timeout. */
const provisionedInitMillisecondsMin = 130_000;
/** Long enough not to stop between invocations that follow each other, short enough that nothing runs unseen. */
const freezeAfterMilliseconds = 5;
/** By how much a sandbox outlives its invocation's deadline when nobody kills it at that deadline. */
const graceMilliseconds = 30_000;

/** What an environment is made with. */
export interface EnvironmentParts {
  /** Starts its process anew, each time with the same /tmp. */
  readonly launch: (output: LogTail) => Promise<RuntimeProcess>;
  /** Gives back what the environment holds besides its process. */
  readonly release: () => Promise<void>;
}

/** One copy of one configuration. Takes one invocation at a time; survives its function's crashes and timeouts with /tmp kept. */
export class Environment {
  readonly createdAtMilliseconds = performance.now();
  readonly #log = new LogTail();
  readonly #lines: PlatformLog;
  #state: EnvironmentState = 'new';
  #process: RuntimeProcess | undefined;
  #freezing: NodeJS.Timeout | undefined;
  #frozen = false;
  #guardedUntilMilliseconds = 0;
  #lastMemory = { peakMegabytes: 0, outOfMemoryKills: 0 };

  constructor(
    readonly target: ExecutableVersion,
    private readonly parts: EnvironmentParts,
  ) {
    this.#lines = platformLog(target);
  }

  /** Whether an invocation would find it initialized. */
  get warm(): boolean {
    return this.#state === 'idle' && this.#process?.alive === true;
  }

  /** Resolves however the function ends. Rejects only when its sandbox cannot be started: no code ran then. */
  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<FinishedInvocation> {
    await this.#wake();
    const timeoutMilliseconds = this.target.timeoutSeconds * 1000;
    const initMilliseconds = this.#state === 'new' ? await this.#coldStart() : undefined;
    const startedAt = performance.now();
    const failedInit = this.#process ? undefined : await this.#initialize(timeoutMilliseconds, 'invoke');
    this.#write(this.#lines.start(request.requestId, this.target.version));
    const spentMilliseconds = performance.now() - startedAt;
    const ending = failedInit
      ? afterInit(failedInit, request.requestId, this.target.timeoutSeconds)
      : await this.#run(request, timeoutMilliseconds - spentMilliseconds, sink);
    // A timer may fire a fraction of a millisecond early, and is heard of late.
    const ranMilliseconds = ending.status?.status === 'timeout' ? timeoutMilliseconds : performance.now() - startedAt;
    return this.#finished(request, ending, Math.min(ranMilliseconds, timeoutMilliseconds), initMilliseconds);
  }

  /**
   * Initializes it ahead of its first invocation. False when the function's own code kept it from that; rejects when its sandbox cannot be
   * started.
   */
  async provision(): Promise<boolean> {
    const limitMilliseconds = Math.max(provisionedInitMillisecondsMin, this.target.timeoutSeconds * 1000);
    const failed = await this.#initialize(limitMilliseconds, 'init');
    if (!failed) this.#state = moved(this.#state, 'idle');
    return !failed;
  }

  /** Call when no invocation follows at once: everything inside stops until one does. */
  rest(): void {
    if (!this.warm) return;
    this.#freezing = setTimeout(() => {
      if (!this.warm) return;
      this.#process?.setDeadline(null);
      this.#guardedUntilMilliseconds = 0;
      this.#process?.freeze();
      this.#frozen = true;
    }, freezeAfterMilliseconds);
  }

  /** Resolves once nothing of it is left. */
  async shutDown(): Promise<void> {
    clearTimeout(this.#freezing);
    this.#state = moved(this.#state, 'shutting-down');
    await this.#process?.kill();
    this.#process = undefined;
    await this.parts.release();
    this.#state = moved(this.#state, 'shut-down');
  }

  async #wake(): Promise<void> {
    clearTimeout(this.#freezing);
    this.#log.clear();
    if (this.#frozen) this.#process?.thaw();
    this.#frozen = false;
    if (this.#state === 'idle' && !this.warm) await this.#reset();
  }

  async #coldStart(): Promise<number | undefined> {
    const failed = await this.#initialize(initMillisecondsMax, 'init');
    return failed || !this.#process ? undefined : performance.now() - this.#process.startedAtMilliseconds;
  }

  /** Undefined when the runtime is ready; else how its initialization ended, with its process gone. */
  async #initialize(
    limitMilliseconds: number,
    phase: 'init' | 'invoke',
  ): Promise<Exclude<InitEnd, { kind: 'ready' }> | undefined> {
    this.#state = moved(this.#state, 'initializing');
    const process = await this.parts.launch(this.#log);
    this.#process = process;
    this.#guard(limitMilliseconds);
    const end = await process.initialized(limitMilliseconds);
    if (end.kind === 'ready') {
      process.setCpuCores(cpuCoresOf(this.target.memoryMegabytes));
      return undefined;
    }
    const { status } = afterInit(end, '', this.target.timeoutSeconds);
    if (status) this.#write(this.#lines.failedInit(performance.now() - process.startedAtMilliseconds, phase, status));
    await this.#reset();
    return end;
  }

  async #run(request: InvocationRequest, limitMilliseconds: number, sink: ResponseSink | undefined): Promise<Ending> {
    this.#state = moved(this.#state, 'invoking');
    this.#guard(limitMilliseconds);
    const end = await this.#process!.invoke(
      { ...request, deadlineEpochMilliseconds: Math.floor(Date.now() + limitMilliseconds) },
      limitMilliseconds,
      sink,
    );
    return afterInvocation(end, request.requestId, this.target.timeoutSeconds, new Date());
  }

  async #finished(
    request: InvocationRequest,
    ending: Ending,
    durationMilliseconds: number,
    initMilliseconds: number | undefined,
  ): Promise<FinishedInvocation> {
    const { memoryMegabytes } = this.target;
    const memory = this.#process?.memory() ?? this.#lastMemory;
    const report = {
      durationMilliseconds,
      billedMilliseconds: Math.ceil(durationMilliseconds + (initMilliseconds ?? 0)),
      ...(initMilliseconds !== undefined && { initMilliseconds }),
      maxMemoryUsedMegabytes: Math.min(memory.peakMegabytes, memoryMegabytes),
    };
    this.#write(this.#lines.end(request.requestId, memoryMegabytes, report, ending.status, ending.log));
    const logTail = this.#log.text();
    if (this.#state === 'invoking') {
      if (ending.usable && memory.outOfMemoryKills === 0) this.#state = moved(this.#state, 'idle');
      else await this.#reset();
    }
    const { payload, failure } = ending;
    return { kind: 'finished', payload, ...failure, logTail, report };
  }

  /** Takes the process away and keeps /tmp. */
  async #reset(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    this.#guardedUntilMilliseconds = 0;
    this.#state = moved(this.#state, 'reset');
    if (process) this.#lastMemory = process.memory();
    await process?.kill();
  }

  /** The backstop for a worker that is stopped: renewed only when it would end too early, since most invocations are short. */
  #guard(limitMilliseconds: number): void {
    const now = performance.now();
    if (this.#guardedUntilMilliseconds - now > limitMilliseconds + graceMilliseconds / 3) return;
    const milliseconds = Math.ceil(limitMilliseconds + graceMilliseconds);
    this.#process?.setDeadline(milliseconds);
    this.#guardedUntilMilliseconds = now + milliseconds;
  }

  #write(text: string): void {
    this.#log.append(Buffer.from(text));
  }
}
