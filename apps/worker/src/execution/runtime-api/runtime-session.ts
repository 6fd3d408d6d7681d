import type { ServerResponse } from 'node:http';
import type { ResponseSink } from '@hearth/dispatch';
import { mayMove, type RuntimePhase } from './runtime-phase.js';

/** What a runtime is handed when it asks for the next invocation. */
export interface DeliveredInvocation {
  readonly requestId: string;
  readonly deadlineEpochMilliseconds: number;
  readonly invokedFunctionArn: string;
  readonly payload: Uint8Array;
  readonly clientContext?: string;
  readonly traceHeader?: string;
}

/** What a runtime said became of an invocation. */
export interface RuntimeAnswer {
  readonly payload: Uint8Array;
  /** Present when the function failed. */
  readonly errorType?: string;
}

/** Told of what the runtime does, in the order in which it does it. */
export interface RuntimeObserver {
  /** It waits for an invocation: initialized, or done with the last one. */
  waiting(): void;
  answered(answer: RuntimeAnswer): void;
  initFailed(failure: RuntimeAnswer): void;
}

/** One runtime's conversation with its Runtime API. Endpoints ask it what is allowed and tell it what was said. */
export class RuntimeSession {
  #phase: RuntimePhase = 'initializing';
  #requestId: string | undefined;
  #waiting: ServerResponse | undefined;
  #sink: ResponseSink | undefined;

  constructor(private readonly observer: RuntimeObserver) {}

  get phase(): RuntimePhase {
    return this.#phase;
  }

  /** False when the table does not allow it; nothing has changed then. */
  moveTo(phase: RuntimePhase): boolean {
    if (!mayMove(this.#phase, phase)) return false;
    this.#phase = phase;
    return true;
  }

  /** Whether `requestId` is the invocation under way: an old or invented id never reaches another invocation. */
  isCurrent(requestId: string): boolean {
    return requestId === this.#requestId;
  }

  /** False when the runtime may not ask now. It may while its answer is still being read: the two can come in one packet. */
  wait(response: ServerResponse): boolean {
    if (this.#waiting || !(this.#phase === 'answering' || this.moveTo('waiting'))) return false;
    this.#waiting = response;
    response.once('close', () => this.#stopWaiting(response));
    if (this.#phase === 'waiting') this.observer.waiting();
    return true;
  }

  /** Starts an invocation on the runtime that waits; undefined when none does. Its result goes to `sink`, if there is one. */
  begin(requestId: string, sink: ResponseSink | undefined): ServerResponse | undefined {
    const response = this.#waiting;
    if (!response || !this.moveTo('invoking')) return undefined;
    this.#waiting = undefined;
    this.#requestId = requestId;
    this.#sink = sink;
    return response;
  }

  /** Whether the result of the invocation under way is wanted as it comes. */
  get streams(): boolean {
    return this.#sink !== undefined;
  }

  beginStream(contentType: string): void {
    this.#sink?.begin(contentType);
  }

  /** Resolves when more may come. What comes after the end of the invocation is dropped. */
  async pass(chunk: Uint8Array): Promise<void> {
    await this.#sink?.write(chunk);
  }

  /** Call when the invocation has ended, however: its sink hears nothing after that. */
  end(): void {
    this.#sink = undefined;
  }

  answer(answer: RuntimeAnswer): void {
    this.#requestId = undefined;
    if (!this.moveTo('answered')) return;
    this.observer.answered(answer);
    if (this.#waiting && this.moveTo('waiting')) this.observer.waiting();
  }

  failInit(failure: RuntimeAnswer): void {
    if (this.moveTo('failed')) this.observer.initFailed(failure);
  }

  /** A runtime that hung up while it waited may ask again. */
  #stopWaiting(response: ServerResponse): void {
    if (this.#waiting !== response) return;
    this.#waiting = undefined;
    if (this.#phase === 'waiting') this.moveTo('answered');
  }
}
