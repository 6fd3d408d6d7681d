import { connect, type Server, type Socket } from 'node:net';

/** Connections that one environment may have to Hearth at a time. */
const connectionsMax = 128;

/** Makes Hearth's own endpoint reachable from a sandbox: bytes go through as they are, signatures included. */
export class HearthProxy {
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly listener: Server,
    private readonly endpoint: URL,
  ) {
    listener.maxConnections = connectionsMax;
    listener.on('connection', (inside: Socket) => this.#forward(inside));
  }

  close(): void {
    this.listener.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(inside: Socket): void {
    const outside = connect({ host: this.endpoint.hostname, port: Number(this.endpoint.port || 80), noDelay: true });
    for (const [socket, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroySoon();
      });
      socket.pipe(other);
    }
  }
}
