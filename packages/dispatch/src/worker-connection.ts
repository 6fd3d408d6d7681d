import { createConnection, type Socket } from 'node:net';
import type { ExecutableVersion } from '@hearth/lambda';
import { FrameReader } from './frame.js';
import type { InvocationOutcome, InvocationRequest, Preparation, ResponseSink } from './invocation.js';
import { decodeMessage, encodeMessage, type Message } from './message.js';
import type { Provision } from './provisioning.js';

/** The worker could not be reached: nothing was sent, so another may be tried. */
export class WorkerUnreachableError extends Error {
  override readonly name = 'WorkerUnreachableError';
}

/** The worker went away with the invocation under way: nobody knows how far the function got. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}

/** The worker lives, and says that it could not bring this to an end. */
class WorkerFailedError extends Error {
  override readonly name = 'WorkerFailedError';
}

const pingMilliseconds = 2000;
/** A worker that is silent for so long is stopped, frozen or cut off. Its event loop never blocks for a tenth of this. */
const silenceMillisecondsMax = 10_000;

interface Question {
  readonly sink: ResponseSink | undefined;
  readonly resolve: (answer: Message) => void;
  readonly reject: (error: Error) => void;
}

/** The API's end of the wire to one worker: connects when first used and again after a loss. */
export class WorkerConnection {
  #socket: Socket | undefined;
  #connecting: Promise<Socket> | undefined;
  #questions = new Map<number, Question>();
  #defined = new Set<string>();
  #nextStream = 1;
  #lastHeardMilliseconds = 0;
  #freeMegabytes: number | undefined;
  #closing = false;

  constructor(readonly address: string) {}

  /** What the worker last said it has left; undefined before it has said so. */
  get freeMegabytes(): number | undefined {
    return this.#freeMegabytes;
  }

  /** Rejects with WorkerUnreachableError, WorkerLostError or WorkerFailedError and with nothing else. */
  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome> {
    const { target, payload, ...rest } = request;
    const head = { ...rest, configurationId: target.configurationId, ...(sink && { streams: true as const }) };
    const answer = await this.#ask(target, { kind: 'invoke', head, payload }, sink);
    if (answer.kind === 'finished') return { kind: 'finished', ...answer.head, payload: answer.payload };
    if (answer.kind === 'refused') return answer.refusal;
    throw new WorkerFailedError(
      answer.kind === 'failed' ? answer.reason : `the worker answered an invocation with ${answer.kind}`,
    );
  }

  async prepare(target: ExecutableVersion): Promise<Preparation> {
    const answer = await this.#ask(target, { kind: 'prepare', configurationId: target.configurationId });
    if (answer.kind === 'prepared') return answer.preparation;
    throw new WorkerFailedError(
      answer.kind === 'failed' ? answer.reason : `the worker answered a preparation with ${answer.kind}`,
    );
  }

  async keep(target: ExecutableVersion, environments: number): Promise<Provision> {
    const answer = await this.#ask(target, { kind: 'keep', configurationId: target.configurationId, environments });
    if (answer.kind === 'kept') return answer.provision;
    throw new WorkerFailedError(answer.kind === 'failed' ? answer.reason : `the worker answered a wish with ${answer.kind}`);
  }

  /** Rejects what is under way; the next use connects again. */
  close(): void {
    if (this.#socket) this.#lost(this.#socket);
  }

  /** Closes once what is under way has been answered. */
  closeWhenIdle(): void {
    this.#closing = true;
    if (this.#questions.size === 0) this.close();
  }

  async #ask(target: ExecutableVersion, question: Message, sink?: ResponseSink): Promise<Message> {
    const answer = await this.#send(target, question, sink);
    if (answer.kind !== 'unknown') return answer;
    this.#defined.delete(target.configurationId);
    return this.#send(target, question, sink);
  }

  async #send(target: ExecutableVersion, question: Message, sink: ResponseSink | undefined): Promise<Message> {
    const socket = this.#socket ?? (await this.#connected());
    if (socket.writableNeedDrain) await drained(socket);
    if (socket.destroyed) throw new WorkerUnreachableError(`the connection to ${this.address} was closed`);
    const stream = this.#stream();
    return new Promise<Message>((resolve, reject) => {
      this.#questions.set(stream, { sink, resolve, reject });
      socket.cork();
      if (!this.#defined.has(target.configurationId)) write(socket, 0, { kind: 'define', target });
      this.#defined.add(target.configurationId);
      write(socket, stream, question);
      socket.uncork();
    });
  }

  #stream(): number {
    do this.#nextStream = this.#nextStream >= 0xffffffff ? 1 : this.#nextStream + 1;
    while (this.#questions.has(this.#nextStream));
    return this.#nextStream;
  }

  #connected(): Promise<Socket> {
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<Socket> {
    const socket = createConnection(this.address);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (error) => reject(new WorkerUnreachableError(`cannot connect to ${this.address}: ${error.message}`)));
    });
    const reader = new FrameReader();
    this.#defined = new Set();
    this.#lastHeardMilliseconds = performance.now();
    const pulse = setInterval(() => this.#pulse(socket), pingMilliseconds).unref();
    socket.on('data', (chunk) => this.#receive(socket, reader, chunk));
    socket.on('error', () => this.#lost(socket));
    socket.on('close', () => {
      clearInterval(pulse);
      this.#lost(socket);
    });
    this.#socket = socket;
    write(socket, 0, { kind: 'ping' });
    return socket;
  }

  #pulse(socket: Socket): void {
    if (performance.now() - this.#lastHeardMilliseconds > silenceMillisecondsMax) this.#lost(socket);
    else write(socket, 0, { kind: 'ping' });
  }

  #receive(socket: Socket, reader: FrameReader, chunk: Buffer): void {
    this.#lastHeardMilliseconds = performance.now();
    try {
      for (const frame of reader.read(chunk)) {
        const message = decodeMessage(frame);
        if (message.kind === 'room') this.#freeMegabytes = message.freeMegabytes;
        const question = this.#questions.get(frame.stream);
        if (message.kind === 'began') question?.sink?.begin(message.contentType);
        else if (message.kind === 'chunk') void this.#pass(socket, frame.stream, message.payload, question?.sink);
        else {
          this.#questions.delete(frame.stream);
          question?.resolve(message);
        }
      }
      if (this.#closing && this.#questions.size === 0) this.close();
    } catch {
      this.#lost(socket);
    }
  }

  async #pass(socket: Socket, stream: number, chunk: Uint8Array, sink: ResponseSink | undefined): Promise<void> {
    await sink?.write(chunk);
    if (!socket.destroyed) write(socket, stream, { kind: 'taken', bytes: chunk.length });
  }

  #lost(socket: Socket): void {
    socket.destroy();
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#freeMegabytes = undefined;
    const questions = this.#questions;
    this.#questions = new Map();
    for (const { reject } of questions.values()) reject(new WorkerLostError(`the connection to ${this.address} was lost`));
  }
}

function write(socket: Socket, stream: number, message: Message): void {
  for (const part of encodeMessage(stream, message)) socket.write(part);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    socket.on('drain', settle).on('close', settle);
  });
}
