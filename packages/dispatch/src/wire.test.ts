import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutableVersion, WorkerAnnouncement, WorkerDirectory } from '@hearth/lambda';
import { DispatchedInvocations } from './dispatched-invocations.js';
import type { FinishedInvocation, InvocationOutcome, InvocationRequest, Invocations, ResponseSink } from './invocation.js';
import { windowBytes } from './response-window.js';
import { WorkerConnection, WorkerLostError, WorkerUnreachableError } from './worker-connection.js';
import { WorkerServer } from './worker-server.js';

const target: ExecutableVersion = {
  configurationId: 'c-1',
  functionId: 'f-1',
  accountId: '123456789012',
  region: 'us-east-1',
  functionName: 'greet',
  version: '$LATEST',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  architecture: 'x86_64',
  layerSha256Hexes: [],
  codeSha256Hex: '00',
  memoryMegabytes: 128,
  timeoutSeconds: 3,
  ephemeralStorageMegabytes: 512,
  environment: { SECRET: 'x' },
  roleArn: 'arn:aws:iam::123456789012:role/r',
  logGroup: '/aws/lambda/greet',
};

const request = (requestId: string, payload: Uint8Array = Buffer.from('{}')): InvocationRequest => ({
  requestId,
  target,
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
  payload,
});

const finished = (payload: Uint8Array): FinishedInvocation => ({
  kind: 'finished',
  payload,
  logTail: 'START',
  report: { durationMilliseconds: 1, billedMilliseconds: 2, maxMemoryUsedMegabytes: 3 },
});

const full: InvocationOutcome = { kind: 'refused', code: 'TooManyRequestsException', message: 'Rate Exceeded.' };

let folder: string;
const servers: WorkerServer[] = [];
const dispatchers: { close(): void }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-wire-'));
});

afterEach(async () => {
  for (const dispatcher of dispatchers.splice(0)) dispatcher.close();
  for (const server of servers.splice(0)) await server.close();
  await rm(folder, { recursive: true });
});

async function worker(id: string, invoke: Invocations['invoke'], freeMegabytes = 1000): Promise<WorkerAnnouncement> {
  const address = join(folder, `${id}.sock`);
  const server = new WorkerServer({
    invocations: { invoke, prepare: async () => ({ kind: 'ready' }) },
    provisioning: { keep: async (_target, ready) => ({ ready, failed: false, full: false }) },
    freeMegabytes: () => freeMegabytes,
    address,
  });
  await server.start();
  servers.push(server);
  return {
    id,
    address,
    runtimes: ['nodejs22.x'],
    sandboxDriver: 'crun',
    unenforced: [],
    memoryMegabytes: freeMegabytes,
    startedAtMilliseconds: 0,
  };
}

function dispatcher(...workers: WorkerAnnouncement[]): DispatchedInvocations {
  const directory: WorkerDirectory = { announce: async () => {}, withdraw: async () => {}, list: async () => workers };
  const dispatched = new DispatchedInvocations(directory);
  dispatchers.push(dispatched);
  return dispatched;
}

function connectionTo(address: string): WorkerConnection {
  const connection = new WorkerConnection(address);
  dispatchers.push(connection);
  return connection;
}

it('brings the request to the worker and its outcome back, bytes and all', async () => {
  const seen: InvocationRequest[] = [];
  const dispatched = dispatcher(
    await worker('w', async (received) => {
      seen.push(received);
      return finished(received.payload);
    }),
  );
  const payload = Buffer.alloc(6 * 1024 * 1024, 'a');
  const outcome = await dispatched.invoke({ ...request('r-1', payload), traceHeader: 'Root=1' });
  expect(outcome).toMatchObject({ kind: 'finished', logTail: 'START', report: { billedMilliseconds: 2 } });
  expect(Buffer.compare((outcome as FinishedInvocation).payload, payload)).toBe(0);
  expect(seen[0]).toMatchObject({ requestId: 'r-1', traceHeader: 'Root=1', target });
});

it('answers many invocations at once on one connection, each with its own', async () => {
  const connection = connectionTo(
    (
      await worker('w', async ({ payload, requestId }) => {
        await new Promise((resolve) => setTimeout(resolve, Number(requestId) % 7));
        return finished(payload);
      })
    ).address,
  );
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) => connection.invoke(request(String(index), Buffer.from(JSON.stringify(index))))),
  );
  expect(outcomes.map((outcome) => Number(Buffer.from((outcome as FinishedInvocation).payload).toString()))).toEqual(
    Array.from({ length: 200 }, (_, index) => index),
  );
});

it('lets only the owner connect', async () => {
  const { address } = await worker('w', async () => full);
  expect((await stat(address)).mode & 0o777).toBe(0o600);
});

it('tries the next worker when one is full', async () => {
  const tried: string[] = [];
  const first = await worker(
    'full',
    async () => {
      tried.push('full');
      return full;
    },
    9000,
  );
  const second = await worker(
    'free',
    async ({ payload }) => {
      tried.push('free');
      return finished(payload);
    },
    100,
  );
  expect(await dispatcher(first, second).invoke(request('r'))).toMatchObject({ kind: 'finished' });
  expect(tried).toEqual(['full', 'free']);
});

it('says what the last worker said when all are full', async () => {
  expect(await dispatcher(await worker('a', async () => full), await worker('b', async () => full)).invoke(request('r'))).toEqual(
    full,
  );
});

it('does not try a bad deployment package on every worker', async () => {
  let calls = 0;
  const bad = async (): Promise<InvocationOutcome> => {
    calls++;
    return { kind: 'refused', code: 'InvalidZipFileException', message: 'no' };
  };
  await dispatcher(await worker('a', bad), await worker('b', bad)).invoke(request('r'));
  expect(calls).toBe(1);
});

it('passes over a worker that is announced but gone', async () => {
  const gone: WorkerAnnouncement = {
    ...(await worker('alive', async ({ payload }) => finished(payload), 10)),
    id: 'gone',
    address: join(folder, 'gone.sock'),
    memoryMegabytes: 9000,
  };
  const alive = { ...gone, id: 'alive', address: join(folder, 'alive.sock'), memoryMegabytes: 10 };
  expect(await dispatcher(gone, alive).invoke(request('r'))).toMatchObject({ kind: 'finished' });
});

it('rejects an invocation under way when the connection is lost, and connects again for the next', async () => {
  let reached: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const address = join(folder, 'w.sock');
  const start = async (invoke: Invocations['invoke']): Promise<WorkerServer> => {
    const server = new WorkerServer({
      invocations: { invoke, prepare: async () => ({ kind: 'ready' }) },
      provisioning: { keep: async (_target, ready) => ({ ready, failed: false, full: false }) },
      freeMegabytes: () => 1,
      address,
    });
    await server.start();
    return server;
  };
  const first = await start(() => {
    reached();
    return new Promise(() => {});
  });
  const connection = connectionTo(address);
  const lost = connection.invoke(request('r-1'));
  const rejected = expect(lost).rejects.toThrow(WorkerLostError);
  await underWay;
  await first.close();
  await rejected;
  await expect(connection.invoke(request('r-2'))).rejects.toThrow(WorkerUnreachableError);
  servers.push(await start(async ({ payload }) => finished(payload)));
  expect(await connection.invoke(request('r-3'))).toMatchObject({ kind: 'finished' });
});

it('rejects when the worker itself fails, since nobody knows how far the function got', async () => {
  const connection = connectionTo((await worker('w', async () => Promise.reject(new Error('disk on fire')))).address);
  await expect(connection.invoke(request('r'))).rejects.toThrow('disk on fire');
});

it('closes a connection that sends nonsense and goes on serving the others', async () => {
  const { address } = await worker('w', async ({ payload }) => finished(payload));
  const attacker = createConnection(address);
  const closed = new Promise((resolve) => attacker.on('close', resolve));
  attacker.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  attacker.resume();
  await closed;
  expect(await connectionTo(address).invoke(request('r'))).toMatchObject({ kind: 'finished' });
});

it('sends a configuration once per connection and again when the worker has dropped it', async () => {
  const connection = connectionTo(
    (await worker('w', async ({ target: { configurationId } }) => finished(Buffer.from(configurationId)))).address,
  );
  const configurations = Array.from({ length: 2100 }, (_, index) => ({ ...target, configurationId: `c-${index}` }));
  for (const configuration of [...configurations, configurations[0]!]) {
    const outcome = (await connection.invoke({ ...request('r'), target: configuration })) as FinishedInvocation;
    expect(Buffer.from(outcome.payload).toString()).toBe(configuration.configurationId);
  }
});

it('refuses when no worker is announced', async () => {
  expect(await dispatcher().invoke(request('r'))).toMatchObject({ kind: 'refused', code: 'ServiceException' });
});

it('finds the worker that took the place of a dead one, however old the list of workers is', async () => {
  const announced = [await worker('first', async ({ payload }) => finished(payload))];
  const withdrawn: string[] = [];
  const directory: WorkerDirectory = {
    announce: async () => {},
    withdraw: async (id) => {
      withdrawn.push(id);
    },
    list: async () => [...announced],
  };
  const dispatched = new DispatchedInvocations(directory);
  dispatchers.push(dispatched);
  await dispatched.invoke(request('r-1'));
  await servers.pop()!.close();
  announced.push(await worker('second', async ({ payload }) => finished(payload)));
  expect(await dispatched.invoke(request('r-2'))).toMatchObject({ kind: 'finished' });
  expect(withdrawn).toEqual(['first']);
});

it('refuses when every announced worker is dead, although the directory still names it', async () => {
  const dead = await worker('dead', async ({ payload }) => finished(payload));
  await servers.pop()!.close();
  expect(await dispatcher(dead).invoke(request('r'))).toMatchObject({ kind: 'refused', code: 'ServiceException' });
});

describe('a response that streams', () => {
  const sinkInto = (received: unknown[], write: (chunk: Uint8Array) => Promise<void> = async () => {}): ResponseSink => ({
    begin: (contentType) => void received.push(contentType),
    write: (chunk) => {
      received.push(Buffer.from(chunk).toString());
      return write(chunk);
    },
  });

  it('arrives chunk by chunk and before the outcome', async () => {
    const { address } = await worker('w', async (_request, sink) => {
      sink!.begin('text/event-stream');
      for (const chunk of ['a', 'b', 'c']) await sink!.write(Buffer.from(chunk));
      return finished(new Uint8Array());
    });
    const received: unknown[] = [];
    const outcome = await connectionTo(address).invoke(request('r'), sinkInto(received));
    expect(received).toEqual(['text/event-stream', 'a', 'b', 'c']);
    expect(outcome).toMatchObject({ kind: 'finished', logTail: 'START' });
  });

  it('is held back where its reader is slow, and no other with it', async () => {
    const chunk = Buffer.alloc(64 * 1024);
    let sentBytes = 0;
    const { address } = await worker('w', async ({ requestId, payload }, sink) => {
      if (requestId === 'quick') return finished(payload);
      sink!.begin('text/plain');
      for (let i = 0; i < 200; i++) {
        await sink!.write(chunk);
        sentBytes += chunk.length;
      }
      return finished(new Uint8Array());
    });
    const connection = connectionTo(address);
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = connection.invoke(request('slow'), { begin: () => {}, write: () => opened });
    for (let i = 0; i < 20; i++) expect(await connection.invoke(request('quick'))).toMatchObject({ kind: 'finished' });
    expect(sentBytes).toBeLessThanOrEqual(windowBytes);
    open();
    expect(await slow).toMatchObject({ kind: 'finished' });
    expect(sentBytes).toBe(200 * chunk.length);
  });

  it('rejects with WorkerLostError when the worker goes in the middle of it', async () => {
    const { address } = await worker('w', async (_request, sink) => {
      sink!.begin('text/plain');
      await sink!.write(Buffer.from('half'));
      return new Promise(() => {});
    });
    const received: unknown[] = [];
    const running = connectionTo(address).invoke(
      request('r'),
      sinkInto(received, async () => void setImmediate(() => void servers.pop()!.close())),
    );
    await expect(running).rejects.toBeInstanceOf(WorkerLostError);
    expect(received).toEqual(['text/plain', 'half']);
  });

  it('goes on to its end in the worker when the API is gone', async () => {
    const chunk = Buffer.alloc(64 * 1024);
    let ended = (): void => {};
    const done = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const { address } = await worker('w', async (_request, sink) => {
      sink!.begin('text/plain');
      for (let i = 0; i < 100; i++) await sink!.write(chunk);
      ended();
      return finished(new Uint8Array());
    });
    const connection = connectionTo(address);
    const running = connection.invoke(request('r'), {
      begin: () => setImmediate(() => connection.close()),
      write: () => new Promise(() => {}),
    });
    await expect(running).rejects.toBeInstanceOf(WorkerLostError);
    await done;
  });
});
