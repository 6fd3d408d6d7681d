import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as Listener, Socket } from 'node:net';
import type { ResponseSink } from '@hearth/dispatch';
import { error } from './error.js';
import { initError } from './init-error.js';
import { deliver, next } from './next.js';
import { replies, replyAndClose } from './replies.js';
import { response } from './response.js';
import { type DeliveredInvocation, type RuntimeObserver, RuntimeSession } from './runtime-session.js';

/** A runtime needs one connection or two; a function that opens more harms only itself. */
const connectionsMax = 32;
/** An error with its stack may come in a trailer, in base64. */
const headerBytesMax = 128 * 1024;
const endpoint = /^\/2018-06-01\/runtime\/(invocation\/next|init\/error|invocation\/([^/]+)\/(response|error))$/;

/**
 * AWS's Runtime API for one runtime process in one sandbox. Whatever is sent to it can end that process's invocation and nothing else.
 * It has no time limits of its own: a frozen runtime keeps its connection, and the invocation's deadline ends a slow one.
 */
export class RuntimeApi {
  readonly #session: RuntimeSession;
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly listener: Listener,
    observer: RuntimeObserver,
  ) {
    this.#session = new RuntimeSession(observer);
    this.#http = createServer({
      maxHeaderSize: headerBytesMax,
      keepAlive: true,
      requestTimeout: 0,
      headersTimeout: 0,
      keepAliveTimeout: 0,
    });
    this.#http.timeout = 0;
    this.#http.on('request', (request, answer) => this.#route(request, answer));
    this.#http.on('clientError', (_error, socket) => socket.destroy());
    listener.maxConnections = connectionsMax;
    listener.on('connection', (socket: Socket) => this.#adopt(socket));
  }

  /** Hands the invocation to the runtime that waits. False when none does. */
  deliver(invocation: DeliveredInvocation, sink?: ResponseSink): boolean {
    const waiting = this.#session.begin(invocation.requestId, sink);
    if (waiting) deliver(waiting, invocation);
    return waiting !== undefined;
  }

  /** Nothing that the runtime still says of its invocation is passed on after this. */
  endInvocation(): void {
    this.#session.end();
  }

  close(): void {
    this.listener.close();
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #adopt(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.setNoDelay(true);
    this.#http.emit('connection', socket);
  }

  #route(request: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '' } = request;
    const [, path, requestId, verb] = endpoint.exec(url) ?? [];
    if (path === undefined) replyAndClose(answer, replies.notFound);
    else if (method !== (path === 'invocation/next' ? 'GET' : 'POST')) replyAndClose(answer, replies.methodNotAllowed);
    else if (path === 'invocation/next') next(this.#session, answer);
    else if (requestId === undefined) initError(this.#session, request, answer);
    else if (verb === 'response') response(this.#session, requestId, request, answer);
    else error(this.#session, requestId, request, answer);
  }
}
