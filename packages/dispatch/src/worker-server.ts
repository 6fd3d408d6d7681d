import { once } from 'node:events';
import { chown, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { ExecutableVersion } from '@hearth/lambda';
import { FrameReader } from './frame.js';
import type { InvocationOutcome, InvocationRequest, Invocations, ResponseSink } from './invocation.js';
import { decodeMessage, encodeMessage, type InvokeHead, type Message } from './message.js';
import type { Provisioning } from './provisioning.js';
import { ResponseWindow } from './response-window.js';

export interface WorkerServerOptions {
  readonly invocations: Invocations;
  readonly provisioning: Provisioning;
  /** Memory for environments that is not spoken for; told to the API with every answer to a ping. */
  readonly freeMegabytes: () => number;
  /** Path of the Unix socket; its file is replaced when it exists. */
  readonly address: string;
  /** Who besides root may connect; the socket is readable and writable by its owner alone. */
  readonly ownerUid?: number;
}

/** The worker's end of the wire. A connection that sends what cannot be read is closed; the others do not notice. */
export class WorkerServer {
  readonly #options: WorkerServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(options: WorkerServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async start(): Promise<void> {
    const { address, ownerUid } = this.#options;
    await rm(address, { force: true });
    const listening = once(this.#server, 'listening');
    // Binding creates the file at once: no moment at which others could connect.
    const usual = process.umask(0o177);
    this.#server.listen(address);
    process.umask(usual);
    await listening;
    if (ownerUid !== undefined) await chown(address, ownerUid, -1);
  }

  /** Ends every connection; call it when what is under way has been answered. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.end(() => socket.destroy());
    await closed;
  }

  #serve(socket: Socket): void {
    const connection = new ServedConnection(socket, this.#options);
    this.#sockets.add(socket);
    socket.on('data', (chunk) => connection.receive(chunk));
    socket.on('drain', () => socket.resume());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      connection.closed();
    });
  }
}

/** How many definitions one connection may hold; the API repeats one that was dropped. */
const definitionsMax = 2048;

class ServedConnection {
  readonly #reader = new FrameReader();
  readonly #definitions = new Map<string, ExecutableVersion>();
  readonly #windows = new Map<number, ResponseWindow>();

  constructor(
    private readonly socket: Socket,
    private readonly options: WorkerServerOptions,
  ) {}

  receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.read(chunk)) this.#handle(frame.stream, decodeMessage(frame));
    } catch {
      this.socket.destroy();
    }
  }

  /** What still streams goes on to its end: functions do not stop because nobody listens. */
  closed(): void {
    for (const window of this.#windows.values()) window.close();
  }

  #handle(stream: number, message: Message): void {
    if (message.kind === 'taken') this.#windows.get(stream)?.taken(message.bytes);
    else if (message.kind === 'define') this.#define(message.target);
    else if (message.kind === 'ping') this.#answer(stream, { kind: 'room', freeMegabytes: this.options.freeMegabytes() });
    else if (message.kind === 'prepare') void this.#prepare(stream, message.configurationId);
    else if (message.kind === 'keep') void this.#keep(stream, message.configurationId, message.environments);
    else if (message.kind === 'invoke') void this.#invoke(stream, message.head, message.payload);
    else throw new TypeError(`the API does not send ${message.kind}`);
  }

  #prepare(stream: number, configurationId: string): Promise<void> {
    return this.#withTarget(stream, configurationId, async (target) => ({
      kind: 'prepared',
      preparation: await this.options.invocations.prepare(target),
    }));
  }

  #keep(stream: number, configurationId: string, environments: number): Promise<void> {
    return this.#withTarget(stream, configurationId, async (target) => ({
      kind: 'kept',
      provision: await this.options.provisioning.keep(target, environments),
    }));
  }

  #invoke(stream: number, { configurationId, streams, ...request }: InvokeHead, payload: Uint8Array): Promise<void> {
    return this.#withTarget(stream, configurationId, async (target) => {
      const invocation = { ...request, target, payload };
      const outcome = await (streams ? this.#stream(stream, invocation) : this.options.invocations.invoke(invocation));
      if (outcome.kind === 'refused') return { kind: 'refused', refusal: outcome };
      const { kind, payload: answer, ...head } = outcome;
      return { kind, head, payload: answer };
    });
  }

  #stream(stream: number, invocation: InvocationRequest): Promise<InvocationOutcome> {
    const window = new ResponseWindow();
    this.#windows.set(stream, window);
    if (this.socket.destroyed) window.close();
    return this.options.invocations.invoke(invocation, this.#sink(stream, window)).finally(() => {
      this.#windows.delete(stream);
      window.close();
    });
  }

  #sink(stream: number, window: ResponseWindow): ResponseSink {
    return {
      begin: (contentType) => this.#answer(stream, { kind: 'began', contentType }),
      write: (chunk) => {
        this.#answer(stream, { kind: 'chunk', head: {}, payload: chunk });
        return window.sent(chunk.length);
      },
    };
  }

  #define(target: ExecutableVersion): void {
    this.#definitions.delete(target.configurationId);
    this.#definitions.set(target.configurationId, target);
    const [oldest] = this.#definitions.keys();
    if (this.#definitions.size > definitionsMax && oldest !== undefined) this.#definitions.delete(oldest);
  }

  async #withTarget(
    stream: number,
    configurationId: string,
    work: (target: ExecutableVersion) => Promise<Message>,
  ): Promise<void> {
    const target = this.#definitions.get(configurationId);
    try {
      this.#answer(stream, target ? await work(target) : { kind: 'unknown', configurationId });
    } catch (error) {
      this.#answer(stream, { kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** While the API does not take its answers no more of its questions are read. */
  #answer(stream: number, message: Message): void {
    if (this.socket.destroyed) return;
    this.socket.cork();
    let flowing = true;
    for (const part of encodeMessage(stream, message)) flowing = this.socket.write(part);
    this.socket.uncork();
    if (!flowing) this.socket.pause();
  }
}
