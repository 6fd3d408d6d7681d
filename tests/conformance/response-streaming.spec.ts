import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamResponseEvent,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type RunningHearth, startHearth } from '../kit/hearth.js';
import { zipOf } from '../kit/zip-of.js';
import { hostOfUrl } from './host-of-url.js';

let hearth: RunningHearth;
let lambda: LambdaClient;
let role: string;

beforeAll(async () => {
  hearth = await startHearth();
  lambda = new LambdaClient({ ...hearth.clientSettings, maxAttempts: 1 });
  const iam = new IAMClient(hearth.clientSettings);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'streams', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  role = Role!.Arn!;
  iam.destroy();
});
afterAll(async () => {
  lambda?.destroy();
  await hearth?.stop();
});

/** A function whose handler has `event`, `stream` and `context`. */
async function streaming(body: string, Timeout = 20): Promise<string> {
  return created(`exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`, Timeout);
}

async function created(code: string, Timeout = 20): Promise<string> {
  const FunctionName = `streams-${randomUUID()}`;
  const Code = { ZipFile: await zipOf({ 'index.js': code }) };
  await lambda.send(
    new CreateFunctionCommand({ FunctionName, Role: role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code, Timeout }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
  return FunctionName;
}

const invoke = (FunctionName: string, more: Partial<InvokeWithResponseStreamCommandInput> = {}) =>
  lambda.send(new InvokeWithResponseStreamCommand({ FunctionName, ...more }));

interface Streamed {
  readonly text: string;
  readonly chunks: readonly string[];
  readonly complete: NonNullable<InvokeWithResponseStreamResponseEvent['InvokeComplete']>[];
}

async function all(stream: AsyncIterable<InvokeWithResponseStreamResponseEvent> | undefined): Promise<Streamed> {
  const chunks: string[] = [];
  const complete: Streamed['complete'] = [];
  for await (const { PayloadChunk, InvokeComplete } of stream!) {
    if (PayloadChunk) chunks.push(Buffer.from(PayloadChunk.Payload!).toString());
    if (InvokeComplete) complete.push(InvokeComplete);
  }
  return { text: chunks.join(''), chunks, complete };
}

describe('InvokeWithResponseStream', () => {
  it('hands on what a function writes while it still runs', async () => {
    const name = await streaming('stream.write("first"); await new Promise((r) => setTimeout(r, 3000)); stream.end("last")');
    const startedAt = Date.now();
    const { EventStream, StatusCode, ExecutedVersion } = await invoke(name);
    expect({ StatusCode, ExecutedVersion }).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    const arrivals: [string, number][] = [];
    for await (const { PayloadChunk } of EventStream!) {
      if (PayloadChunk) arrivals.push([Buffer.from(PayloadChunk.Payload!).toString(), Date.now() - startedAt]);
    }
    expect(arrivals.map(([text]) => text)).toEqual(['first', 'last']);
    expect(arrivals[1]![1] - arrivals[0]![1]).toBeGreaterThan(2000);
  });

  it('answers once, whole and complete, for a function that does not stream', async () => {
    const name = await created('exports.handler = async (event) => event');
    const { EventStream } = await invoke(name, { Payload: Buffer.from('{"a":1}'), LogType: 'Tail' });
    const { text, complete } = await all(EventStream);
    expect(text).toBe('{"a":1}');
    expect(complete).toHaveLength(1);
    expect(complete[0]).not.toHaveProperty('ErrorCode', expect.anything());
    expect(Buffer.from(complete[0]!.LogResult!, 'base64').toString()).toMatch(/^START RequestId: /);
  });

  it('carries more than Invoke may: 20 MB', async () => {
    const name = await streaming(
      'for (let i = 0; i < 320; i++) if (!stream.write("x".repeat(65536))) await new Promise((r) => stream.once("drain", r)); stream.end()',
    );
    const { text, complete } = await all((await invoke(name)).EventStream);
    expect(text).toHaveLength(20 * 1024 * 1024);
    expect(complete).toHaveLength(1);
  });

  it('tells of a function that fails in the middle, behind what it wrote', async () => {
    const name = await streaming('stream.write("half"); throw new TypeError("no more")');
    const { text, complete } = await all((await invoke(name)).EventStream);
    expect(text).toBe('half');
    expect(complete).toMatchObject([{ ErrorCode: 'TypeError' }]);
    expect(JSON.parse(complete[0]!.ErrorDetails!)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no more' });
  });

  it('tells of a function that exits in the middle', async () => {
    const name = await streaming('stream.write("half"); await new Promise((r) => setTimeout(r, 200)); process.exit(3)');
    const { text, complete } = await all((await invoke(name)).EventStream);
    expect(text).toBe('half');
    expect(complete).toMatchObject([
      { ErrorCode: 'Runtime.ExitError', ErrorDetails: expect.stringContaining('Runtime exited with error: exit status 3') },
    ]);
  });

  it('tells of a function that runs out of time in the middle', async () => {
    const name = await streaming('stream.write("half"); await new Promise((r) => setTimeout(r, 10000)); stream.end()', 1);
    const { text, complete } = await all((await invoke(name)).EventStream);
    expect(text).toBe('half');
    expect(complete).toMatchObject([
      { ErrorCode: 'Sandbox.Timedout', ErrorDetails: expect.stringContaining('Task timed out after 1.00 seconds') },
    ]);
  });

  it('answers the error of a function that wrote nothing, as its only chunk', async () => {
    const name = await streaming('throw new RangeError("early")');
    const { text, complete } = await all((await invoke(name)).EventStream);
    expect(JSON.parse(text)).toMatchObject({ errorType: 'RangeError', errorMessage: 'early' });
    expect(complete).toMatchObject([{ ErrorCode: 'RangeError' }]);
  });

  it('runs nothing for a DryRun, and refuses what Invoke refuses', async () => {
    const name = await streaming('stream.end("x")');
    expect((await invoke(name, { InvocationType: 'DryRun' })).StatusCode).toBe(204);
    const notJson = await invoke(name, { Payload: Buffer.from('no') }).catch((error: Error) => error);
    expect(notJson).toMatchObject({ name: 'InvalidRequestContentException' });
    const unknown = await invoke('nobody').catch((error: Error) => error);
    expect(unknown).toMatchObject({ name: 'ResourceNotFoundException', message: expect.stringContaining(':nobody:$LATEST') });
  });

  it('lets a function run to its end when its caller goes in the middle, and serves the next from the same environment', async () => {
    const name = await streaming(
      'if (event.ask) return stream.end(String(globalThis.ended)); stream.write("half"); await new Promise((r) => setTimeout(r, 1500)); stream.write("x".repeat(5e6)); stream.end(); globalThis.ended = true;',
    );
    const leaving = new LambdaClient({ ...hearth.clientSettings, maxAttempts: 1 });
    const { EventStream } = await leaving.send(new InvokeWithResponseStreamCommand({ FunctionName: name }));
    await EventStream![Symbol.asyncIterator]().next();
    leaving.destroy();
    await sleep(4000);
    const { text } = await all((await invoke(name, { Payload: Buffer.from('{"ask":1}') })).EventStream);
    expect(text).toBe('true');
  });
});

describe('Invoke', () => {
  it('answers the whole of what a function streams', async () => {
    const name = await streaming('stream.write("{\\"a\\":"); stream.end("1}")');
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    expect(FunctionError).toBeUndefined();
    expect(Buffer.from(Payload!).toString()).toBe('{"a":1}');
  });

  it('refuses what a function streams beyond 6 MB', async () => {
    const name = await streaming('stream.write("x".repeat(7e6)); stream.end()');
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(Payload!).toString())).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('answers the error alone when a function fails in the middle', async () => {
    const name = await streaming('stream.write("half"); throw new TypeError("no more")');
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(Payload!).toString())).toMatchObject({ errorType: 'TypeError' });
  });
});

describe('a function URL that streams', () => {
  /** The host below which the function answers everybody. */
  async function addressed(FunctionName: string): Promise<string> {
    const { FunctionUrl } = await lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' }),
    );
    const everybody = { FunctionName, Principal: '*' };
    await lambda.send(
      new AddPermissionCommand({
        ...everybody,
        StatementId: 'a',
        Action: 'lambda:InvokeFunctionUrl',
        FunctionUrlAuthType: 'NONE',
      }),
    );
    return hostOfUrl(FunctionUrl!);
  }

  async function ask(host: string, path = '/'): Promise<IncomingMessage> {
    const { hostname, port } = new URL(hearth.apiUrl);
    const sent = request({ hostname, port, path, headers: { host }, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response.setEncoding('utf8');
  }

  it('tells status and headers at once and the rest while the function still writes', async () => {
    const host = await addressed(
      await streaming(
        'stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "X-Path": event.rawPath }, cookies: ["a=b"] }); stream.write("first"); await new Promise((r) => setTimeout(r, 3000)); stream.end("last")',
      ),
    );
    const response = await ask(host, '/some/path');
    expect(response.statusCode).toBe(201);
    expect(response.headers).toMatchObject({ 'x-path': '/some/path', 'set-cookie': ['a=b'] });
    const arrivals: [string, number][] = [];
    for await (const text of response) arrivals.push([text as string, Date.now()]);
    expect(arrivals.map(([text]) => text)).toEqual(['first', 'last']);
    expect(arrivals[1]![1] - arrivals[0]![1]).toBeGreaterThan(2000);
  });

  it('gives the answer of a function that does not stream as it is', async () => {
    const host = await addressed(await created('exports.handler = async () => ({ statusCode: 418, body: "tea" })'));
    const response = await ask(host);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/json']);
    let body = '';
    for await (const text of response) body += text;
    expect(JSON.parse(body)).toEqual({ statusCode: 418, body: 'tea' });
  });
});

it('ends the stream with an error when the worker is killed in the middle', async () => {
  const name = await streaming('stream.write("half"); await new Promise((r) => setTimeout(r, 15000)); stream.end()');
  const { EventStream } = await invoke(name);
  const events: InvokeWithResponseStreamResponseEvent[] = [];
  for await (const event of EventStream!) {
    events.push(event);
    if (events.length === 1) await hearth.killWorker();
  }
  expect(Buffer.from(events[0]!.PayloadChunk!.Payload!).toString()).toBe('half');
  expect(events.at(-1)!.InvokeComplete).toMatchObject({ ErrorCode: 'ServiceException' });
  await hearth.startWorker();
});
