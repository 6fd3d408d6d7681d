import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { ResponseSink } from '@hearth/dispatch';
import { RuntimeApi } from './runtime-api.js';
import type { DeliveredInvocation, RuntimeAnswer } from './runtime-session.js';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const invocation: DeliveredInvocation = {
  requestId: 'r-1',
  deadlineEpochMilliseconds: 1_700_000_000_000,
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  payload: Buffer.from('{"n":1}'),
};

let listener: Server;
let api: RuntimeApi;
let port: number;
let answers: RuntimeAnswer[];
let initFailures: RuntimeAnswer[];
let waits: number;
const agents: Agent[] = [];
const sockets: Socket[] = [];

beforeEach(async () => {
  answers = [];
  initFailures = [];
  waits = 0;
  listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  port = (listener.address() as AddressInfo).port;
  api = new RuntimeApi(listener, {
    waiting: () => waits++,
    answered: (answer) => answers.push(answer),
    initFailed: (failure) => initFailures.push(failure),
  });
});

afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
  for (const socket of sockets.splice(0)) socket.destroy();
  api.close();
});

function call(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Reply> {
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path: `/2018-06-01/runtime/${path}`, agent, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Resolves once the API has seen the runtime wait for the `count`th time. */
async function waited(count: number): Promise<void> {
  while (waits < count) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function invoked(): Promise<void> {
  const next = call('GET', 'invocation/next');
  await waited(1);
  api.deliver(invocation);
  await next;
}

async function raw(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 300))]);
  return received;
}

describe('a well-behaved runtime', () => {
  it('is given the invocation with the headers of AWS', async () => {
    const next = call('GET', 'invocation/next');
    await waited(1);
    expect(api.deliver({ ...invocation, clientContext: '{"custom":"ü"}', traceHeader: 'Root=1-a;Sampled=1' })).toBe(true);
    const { status, headers, body } = await next;
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': 'r-1',
      'lambda-runtime-deadline-ms': '1700000000000',
      'lambda-runtime-invoked-function-arn': invocation.invokedFunctionArn,
      'lambda-runtime-trace-id': 'Root=1-a;Sampled=1',
      'lambda-runtime-client-context': '{"custom":"\\u00fc"}',
    });
    expect(body).toBe('{"n":1}');
  });

  it('is thanked for its answer and may ask again', async () => {
    await invoked();
    const { status, body } = await call('POST', 'invocation/r-1/response', '{"ok":true}');
    expect([status, JSON.parse(body)]).toEqual([202, { status: 'OK' }]);
    expect(answers.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['{"ok":true}']);
    void call('GET', 'invocation/next').catch(() => {});
    await waited(2);
  });

  it('may report an error, with its type', async () => {
    await invoked();
    const headers = { 'Lambda-Runtime-Function-Error-Type': 'TypeError' };
    expect((await call('POST', 'invocation/r-1/error', '{"errorType":"TypeError"}', headers)).status).toBe(202);
    expect(answers).toMatchObject([{ errorType: 'TypeError' }]);
  });

  it('may report that it could not initialize, once', async () => {
    expect((await call('POST', 'init/error', '{"errorType":"E"}')).status).toBe(202);
    expect(initFailures).toMatchObject([{ errorType: 'Runtime.Unknown' }]);
    expect((await call('POST', 'init/error', '{}')).status).toBe(403);
  });

  it('may send its answer and its next question in one packet', async () => {
    await invoked();
    void raw(
      'POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nnullGET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n',
    );
    await waited(2);
    expect(answers).toHaveLength(1);
  });
});

describe('a runtime that streams', () => {
  const streaming = { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Content-Type': 'text/event-stream' };
  const trailers = (type: string, body: string) =>
    `Lambda-Runtime-Function-Error-Type: ${type}\r\nLambda-Runtime-Function-Error-Body: ${Buffer.from(body).toString('base64')}\r\n`;
  const head = `POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n`;
  let received: string[];
  let ready: () => Promise<void>;
  const sink: ResponseSink = {
    begin: (contentType) => void received.push(contentType),
    write: (chunk) => {
      received.push(Buffer.from(chunk).toString());
      return ready();
    },
  };

  beforeEach(() => {
    received = [];
    ready = async () => {};
  });

  async function invokedWith(taken: ResponseSink | undefined): Promise<void> {
    const next = call('GET', 'invocation/next');
    await waited(1);
    api.deliver(invocation, taken);
    await next;
  }

  it('is heard while it still writes', async () => {
    await invokedWith(sink);
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.write(`${head}5\r\nfirst\r\n`);
    while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(received).toEqual(['application/octet-stream', 'first']);
    expect(answers).toEqual([]);
    socket.write('4\r\nlast\r\n0\r\n\r\n');
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(received.slice(2)).toEqual(['last']);
    expect(answers[0]?.errorType).toBeUndefined();
  });

  it('is not read any further while nobody takes what it wrote', async () => {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    ready = () => opened;
    await invokedWith(sink);
    const answered = call('POST', 'invocation/r-1/response', 'x'.repeat(5e6), streaming);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(received).toHaveLength(2);
    open();
    expect((await answered).status).toBe(202);
    expect(received.slice(1).join('')).toHaveLength(5e6);
  });

  it('may say after its answer that its function failed in the middle', async () => {
    await invokedWith(sink);
    await raw(`${head}4\r\nhalf\r\n0\r\n${trailers('TypeError', '{"errorType":"TypeError"}')}\r\n`);
    expect(received).toEqual(['application/octet-stream', 'half']);
    expect(answers).toMatchObject([{ errorType: 'TypeError' }]);
    expect(Buffer.from(answers[0]!.payload).toString()).toBe('{"errorType":"TypeError"}');
  });

  it('answers in one piece where nobody wants the pieces, with its error in place of them', async () => {
    await invokedWith(undefined);
    expect((await call('POST', 'invocation/r-1/response', '"whole"', streaming)).status).toBe(202);
    expect(Buffer.from(answers[0]!.payload).toString()).toBe('"whole"');
  });

  it('fails an invocation that wants one piece when it fails in the middle', async () => {
    await invokedWith(undefined);
    await raw(`${head}4\r\nhalf\r\n0\r\n${trailers('TypeError', '{"errorType":"TypeError"}')}\r\n`);
    expect(answers).toMatchObject([{ errorType: 'TypeError' }]);
  });

  it('is told at 200 MB that its answer is too large', async () => {
    await invokedWith(sink);
    const { status } = await call('POST', 'invocation/r-1/response', '', { ...streaming, 'Content-Length': '209715201' }).catch(
      () => ({
        status: 413,
      }),
    );
    expect(status).toBe(413);
    expect(Buffer.from(answers[0]!.payload).toString()).toContain('(209715200 bytes)');
  });

  it('is not heard any more when its invocation has ended', async () => {
    await invokedWith(sink);
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.write(`${head}5\r\nfirst\r\n`);
    while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    api.endInvocation();
    socket.write('4\r\nlate\r\n0\r\n\r\n');
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(received).toEqual(['application/octet-stream', 'first']);
  });

  it('names a mode that there is', async () => {
    await invokedWith(sink);
    const { status, body } = await call('POST', 'invocation/r-1/response', '1', {
      'Lambda-Runtime-Function-Response-Mode': 'sideways',
    });
    expect([status, JSON.parse(body).errorType]).toEqual([400, 'InvalidFunctionResponseMode']);
  });
});

describe('a hostile runtime', () => {
  it('cannot answer an invocation that is not its own', async () => {
    await invoked();
    const { status, body } = await call('POST', 'invocation/r-2/response', '{}');
    expect([status, JSON.parse(body)]).toEqual([400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' }]);
    expect(answers).toEqual([]);
  });

  it('cannot answer twice, nor before it was asked', async () => {
    expect((await call('POST', 'invocation/r-1/response', '1')).status).toBe(403);
    await invoked();
    await call('POST', 'invocation/r-1/response', '1');
    const { status, body } = await call('POST', 'invocation/r-1/response', '2');
    expect([status, JSON.parse(body).errorType]).toEqual([403, 'InvalidStateTransition']);
    expect(answers).toHaveLength(1);
  });

  it('cannot take a second invocation while it has one, nor wait twice', async () => {
    const first = call('GET', 'invocation/next');
    await waited(1);
    expect((await call('GET', 'invocation/next')).status).toBe(403);
    api.deliver(invocation);
    await first;
    expect((await call('GET', 'invocation/next')).status).toBe(403);
    expect(api.deliver({ ...invocation, requestId: 'r-2' })).toBe(false);
  });

  it('is told of a 7 MB answer that it is too large, announced or not', async () => {
    await invoked();
    const { status } = await call('POST', 'invocation/r-1/response', 'x'.repeat(7e6), { 'Transfer-Encoding': 'chunked' }).catch(
      () => ({ status: 413 }),
    );
    expect(status).toBe(413);
    expect(answers).toMatchObject([{ errorType: 'Function.ResponseSizeTooLarge' }]);
    expect(JSON.parse(Buffer.from(answers[0]!.payload).toString())).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('fails its invocation when it hangs up in the middle of its answer', async () => {
    await invoked();
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(answers).toMatchObject([{ errorType: 'Runtime.TruncatedResponse' }]);
  });

  it('does not win by smuggling one request in another', async () => {
    await invoked();
    const answer = await raw(
      'POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(answer).not.toContain('202');
    expect(answers.filter(({ errorType }) => errorType === undefined)).toEqual([]);
  });

  it('is refused more connections than any runtime needs, and is served on those it has', async () => {
    for (let count = 0; count < 200; count++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sockets.filter((socket) => !socket.destroyed && socket.readable && !socket.readableEnded).length).toBeLessThanOrEqual(
      32,
    );
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await invoked();
  });

  it.each([
    ['GET', 'invocation/r-1/response', 405],
    ['POST', 'invocation/next', 405],
    ['GET', 'invocation/../next', 404],
    ['GET', 'nothing', 404],
  ])('gets no further with %s %s', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('may hang up while it waits and ask again', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n');
    await waited(1);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(api.deliver(invocation)).toBe(false);
    const next = call('GET', 'invocation/next');
    await waited(2);
    expect(api.deliver(invocation)).toBe(true);
    expect((await next).status).toBe(200);
  });
});
