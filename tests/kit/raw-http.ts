import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256.js';

interface RawRequest {
  readonly method?: string;
  /** Path and query as they are sent and signed. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly service?: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A request that no client would send, signed all the same: its head with the empty line, and its body. */
export async function signedHead(url: string, request: RawRequest): Promise<string> {
  const { method = 'GET', target, headers, body = '', service = 'lambda', credentials } = request;
  const [path = '/', search = ''] = target.split('?');
  const { host } = new URL(url);
  const signer = new SignatureV4({ service, region: 'us-east-1', credentials, sha256: Sha256 });
  const query = Object.fromEntries(new URLSearchParams(search));
  const length: Record<string, string> = body.length > 0 ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const all = { host, ...length, ...headers };
  const signed = (await signer.sign({
    method,
    path: normal(path),
    query,
    headers: all,
    body,
    protocol: 'http:',
    hostname: host,
  } as never)) as unknown as { headers: Record<string, string> };
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** As signers see a path: without dot segments and runs of slashes. */
function normal(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`;
}

/** A connection that sends bytes as they are and collects everything that comes back. */
export class RawConnection {
  received = '';
  readonly closed: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
    });
    socket.on('error', () => {});
    this.closed = new Promise((closed) => socket.once('close', () => closed()));
  }

  static async to(url: string): Promise<RawConnection> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Resolves once so many whole answers with a known length have come, or the connection is closed. */
  async answers(count = 1): Promise<{ readonly status: number; readonly head: string; readonly body: string }[]> {
    for (;;) {
      const found = split(this.received);
      if (found.length >= count || this.socket.destroyed) return found;
      await Promise.race([once(this.socket, 'data'), this.closed]);
    }
  }

  end(): void {
    this.socket.destroy();
  }
}

function split(received: string) {
  const found: { status: number; head: string; body: string }[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return found;
    const head = rest.slice(0, end);
    const status = Number(head.split(' ')[1]);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) return found;
    if (status >= 200) found.push({ status, head, body });
    rest = rest.slice(end + 4 + length);
  }
}
