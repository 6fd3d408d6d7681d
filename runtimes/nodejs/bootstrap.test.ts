import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bootstrap = fileURLToPath(new URL('./bootstrap/index.cjs', import.meta.url));

interface Answer {
  readonly path: string;
  readonly body: { readonly [key: string]: unknown } | unknown;
  readonly errorType: string | undefined;
}

interface Run {
  readonly answers: readonly Answer[];
  readonly stdout: string;
  readonly exitCode: number | null;
}

let folder: string;
const servers: Server[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-bootstrap-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Setting {
  readonly files: Readonly<Record<string, string>>;
  readonly handler?: string;
  readonly events?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Runs the bootstrap against a Runtime API that gives out `events` and ends it when all are answered or it has ended by itself. */
async function run({ files, handler = 'index.handler', events = [{}], env = {}, headers = {} }: Setting): Promise<Run> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const answers: Answer[] = [];
  const waiting = [...events];
  let idle = false;
  let allAnswered: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    allAnswered = resolve;
  });
  const give = (response: ServerResponse): void => {
    idle = waiting.length === 0;
    if (idle && answers.length === events.length) allAnswered();
    if (idle) return;
    const id = `r-${events.length - waiting.length + 1}`;
    const body = JSON.stringify(waiting.shift());
    response.writeHead(200, {
      'Lambda-Runtime-Aws-Request-Id': id,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + 3000),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:123456789012:function:f',
      'Content-Length': Buffer.byteLength(body),
      ...headers,
    });
    response.end(body);
  };
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('/next')) {
      give(response);
      return;
    }
    const body = await bodyOf(request);
    const errorType = request.headers['lambda-runtime-function-error-type'] as string | undefined;
    answers.push({ path: request.url!.replace('/2018-06-01/runtime', ''), body: JSON.parse(body), errorType });
    if (idle && answers.length === events.length) allAnswered();
    response.writeHead(202, { 'Content-Length': 2 }).end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [bootstrap], {
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/f',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const exitCode = await Promise.race([exited, done.then(() => null)]);
  child.kill('SIGKILL');
  await exited;
  return { answers, stdout, exitCode };
}

const results = ({ answers }: Run): unknown[] => answers.map(({ body }) => body);
const node24 = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

describe('finding the handler', () => {
  it.each([
    ['CommonJS', 'index.handler', { 'index.js': 'exports.handler = async () => "cjs"' }, 'cjs'],
    ['an ES module by its extension', 'index.handler', { 'index.mjs': 'export const handler = async () => "mjs"' }, 'mjs'],
    [
      'an ES module by package.json, with top-level await',
      'index.handler',
      {
        'package.json': '{"type":"module"}',
        'index.js': 'const word = await Promise.resolve("esm"); export const handler = async () => word',
      },
      'esm',
    ],
    [
      'a .cjs file inside a module package',
      'index.handler',
      { 'package.json': '{"type":"module"}', 'index.cjs': 'exports.handler = async () => "cjs"' },
      'cjs',
    ],
    [
      'a nested path and a nested property',
      'src/app.handlers.main',
      { 'src/app.js': 'exports.handlers = { main: async () => "deep" }' },
      'deep',
    ],
    [
      'a package of node_modules',
      'greeter.handler',
      { 'node_modules/greeter/index.js': 'exports.handler = async () => "package"' },
      'package',
    ],
  ])('loads %s', async (_name, handler, files, expected) => {
    expect(results(await run({ handler, files }))).toEqual([expected]);
  });

  it.each([
    [
      'a missing module',
      'missing.handler',
      { 'index.js': '' },
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'missing'\nRequire stack:\n/,
    ],
    [
      'a missing export',
      'index.other',
      { 'index.js': 'exports.handler = 1' },
      'Runtime.HandlerNotFound',
      /^index\.other is undefined or not exported$/,
    ],
    [
      'an export that is no function',
      'index.handler',
      { 'index.js': 'exports.handler = 1' },
      'Runtime.HandlerNotFound',
      /^index\.handler is not a function$/,
    ],
    ['a syntax error', 'index.handler', { 'index.js': 'exports.handler = (' }, 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    ['a name without a dot', 'index', { 'index.js': '' }, 'Runtime.MalformedHandlerName', /^Bad handler$/],
    [
      'a name that leaves the root',
      '../index.handler',
      {},
      'Runtime.MalformedHandlerName',
      /^'\.\.\/index\.handler' is not a valid handler name\./,
    ],
    [
      'an error of the module itself',
      'index.handler',
      { 'index.js': 'throw new TypeError("at load")' },
      'TypeError',
      /^at load$/,
    ],
  ])('reports %s as an init error and exits', async (_name, handler, files, errorType, errorMessage) => {
    const { answers, exitCode, stdout } = await run({ handler, files: files as Record<string, string> });
    expect(answers).toEqual([
      {
        path: '/init/error',
        errorType,
        body: { errorType, errorMessage: expect.stringMatching(errorMessage), trace: expect.any(Array) },
      },
    ]);
    expect(stdout).toMatch(/^\S+Z\tundefined\tERROR\tUncaught Exception \t\{"errorType":/);
    expect(exitCode).toBe(129);
  });
});

describe('answering on Node.js 22', () => {
  it.each([
    ['an async result', 'async (event) => ({ twice: event.n * 2 })', { twice: 42 }],
    ['undefined as null', 'async () => {}', null],
    ['what cannot be JSON as null', 'async () => () => 1', null],
    ['the callback', '(event, context, callback) => { setTimeout(() => callback(null, event.n), 5) }', 21],
    ['context.succeed', '(event, context) => { context.succeed("done") }', 'done'],
    ['context.done', '(event, context) => { setTimeout(() => context.done(null, "later"), 5) }', 'later'],
    ['a thenable', '() => ({ then: (resolve) => resolve("thenable") })', 'thenable'],
    ['null when a plain handler never answers', '() => { setTimeout(() => {}, 5) }', null],
  ])('gives %s', async (_name, handler, expected) => {
    expect(results(await run({ files: { 'index.js': `exports.handler = ${handler}` }, events: [{ n: 21 }] }))).toEqual([
      expected,
    ]);
  });

  it('holds the callback back until the event loop is empty, unless told not to', async () => {
    const handler = (waits: boolean) => `exports.handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = ${waits};
      let ticks = 0;
      const result = { get ticks() { return ticks; } };
      setTimeout(() => ticks++, 30);
      callback(null, result);
    }`;
    expect(results(await run({ files: { 'index.js': handler(true) } }))).toEqual([{ ticks: 1 }]);
    expect(results(await run({ files: { 'index.js': handler(false) } }))).toEqual([{ ticks: 0 }]);
  });

  it('counts only the first answer', async () => {
    const handler =
      '(event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; callback(null, 1); callback(null, 2); context.fail("x") }';
    expect(results(await run({ files: { 'index.js': `exports.handler = ${handler}` }, events: [{}, {}] }))).toEqual([1, 1]);
  });

  it('fails an async handler whose promise can never settle', async () => {
    const { answers } = await run({ files: { 'index.js': 'exports.handler = async () => new Promise(() => {})' } });
    expect(answers).toEqual([expect.objectContaining({ path: '/invocation/r-1/error', errorType: 'Runtime.NodeJsExit' })]);
  });

  it('answers one invocation after the other in one process', async () => {
    const files = { 'index.js': 'let calls = 0; exports.handler = async () => ++calls' };
    expect(results(await run({ files, events: [{}, {}, {}] }))).toEqual([1, 2, 3]);
  });
});

describe('answering on Node.js 24', () => {
  it('takes the returned value of a handler that is not async', async () => {
    expect(results(await run({ files: { 'index.js': 'exports.handler = () => "plain"' }, env: node24 }))).toEqual(['plain']);
  });

  it('refuses a handler with a callback at init, as AWS does', async () => {
    const { answers } = await run({ files: { 'index.js': 'exports.handler = (event, context, callback) => {}' }, env: node24 });
    expect(answers).toEqual([
      {
        path: '/init/error',
        errorType: 'Runtime.CallbackHandlerDeprecated',
        body: expect.objectContaining({
          errorMessage: expect.stringContaining('removed support for callback-based function handlers starting with Node.js 24'),
        }),
      },
    ]);
  });

  it('names a result that cannot be serialised', async () => {
    const files = { 'index.js': 'exports.handler = async () => { const a = {}; a.a = a; return a; }' };
    expect((await run({ files, env: node24 })).answers[0]).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      body: { errorMessage: 'Unable to stringify response body' },
    });
    expect((await run({ files })).answers[0]).toMatchObject({
      errorType: 'Error',
      body: { errorMessage: 'Unable to stringify response body' },
    });
  });
});

describe('failing', () => {
  it.each([
    ['a thrown error', 'async () => { throw new RangeError("too far") }', { errorType: 'RangeError', errorMessage: 'too far' }],
    ['a thrown string', 'async () => { throw "words" }', { errorType: 'string', errorMessage: 'words', trace: [] }],
    ['a synchronous throw', '() => { throw new Error("sync") }', { errorType: 'Error', errorMessage: 'sync' }],
    [
      'an error given to the callback',
      '(e, c, callback) => callback(new TypeError("called"))',
      { errorType: 'TypeError', errorMessage: 'called' },
    ],
    ['context.fail', '(e, context) => context.fail(new Error("failed"))', { errorType: 'Error', errorMessage: 'failed' }],
  ])('reports %s and goes on', async (_name, handler, body) => {
    const { answers, stdout, exitCode } = await run({ files: { 'index.js': `exports.handler = ${handler}` }, events: [{}, {}] });
    expect(answers.map(({ path }) => path)).toEqual(['/invocation/r-1/error', '/invocation/r-2/error']);
    expect(answers[0]!.body).toMatchObject(body);
    expect(stdout).toContain('\tr-1\tERROR\tInvoke Error \t{"errorType"');
    expect(exitCode).toBeNull();
  });

  it('puts the stack into trace, line by line', async () => {
    const { answers } = await run({ files: { 'index.js': 'exports.handler = async () => { throw new Error("here") }' } });
    expect(answers[0]!.body).toMatchObject({
      trace: expect.arrayContaining(['Error: here', expect.stringMatching(/index\.js:1/)]),
    });
  });

  it.each([
    ['an uncaught exception', '() => { setImmediate(() => { throw new Error("late") }) }', 129, 'Error', 'late'],
    [
      'an unhandled rejection',
      '() => { Promise.reject(new Error("nobody")) ; setTimeout(() => {}, 1000) }',
      128,
      'Runtime.UnhandledPromiseRejection',
      'Error: nobody',
    ],
  ])('reports %s for the invocation under way and exits', async (_name, handler, expectedExitCode, errorType, errorMessage) => {
    const { answers, exitCode } = await run({ files: { 'index.js': `exports.handler = ${handler}` } });
    expect(answers).toEqual([
      { path: '/invocation/r-1/error', errorType, body: expect.objectContaining({ errorType, errorMessage }) },
    ]);
    expect(exitCode).toBe(expectedExitCode);
  });
});

describe('what the handler sees', () => {
  it('has the context of AWS', async () => {
    const files = {
      'index.js':
        'exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })',
    };
    const headers = { 'Lambda-Runtime-Client-Context': '{"custom":{"foo":"bar"}}', 'Lambda-Runtime-Trace-Id': 'Root=1-2-3' };
    const [context] = results(await run({ files, headers })) as [{ left: number }];
    expect(context).toMatchObject({
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'f',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/f',
      logStreamName: 'stream',
      clientContext: { custom: { foo: 'bar' } },
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      awsRequestId: 'r-1',
      trace: 'Root=1-2-3',
    });
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(3000);
  });

  it('has no done, succeed or fail on Node.js 24', async () => {
    const files = {
      'index.js':
        'exports.handler = async (event, context) => [context.done, context.succeed, context.fail].map((f) => typeof f)',
    };
    expect(results(await run({ files, env: node24 }))).toEqual([['undefined', 'undefined', 'undefined']]);
  });
});

describe('console', () => {
  it('writes time, request id, level and message with tabs', async () => {
    const { stdout } = await run({
      files: { 'index.js': 'console.log("init"); exports.handler = async () => { console.warn("hot %d", 7, { a: 1 }) }' },
    });
    const [init, invoke] = stdout.split('\n');
    expect(init).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tundefined\tINFO\tinit$/);
    expect(invoke).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tr-1\tWARN\thot 7 \{ a: 1 \}$/);
  });

  it('writes JSON lines and keeps to the level when told so', async () => {
    const { stdout } = await run({
      files: { 'index.js': 'exports.handler = async () => { console.debug("hidden"); console.error(new TypeError("bad")) }' },
      env: { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'warn' },
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      {
        timestamp: expect.any(String),
        level: 'ERROR',
        requestId: 'r-1',
        message: { errorType: 'TypeError', errorMessage: 'bad', stackTrace: expect.any(Array) },
      },
    ]);
  });

  it('loses no line that was written before the answer, however much it is', async () => {
    const files = { 'index.js': 'exports.handler = async () => { for (let i = 0; i < 20000; i++) console.log("line", i) }' };
    const { stdout } = await run({ files });
    expect(stdout.trimEnd().split('\n')).toHaveLength(20000);
  });
});

it('carries payloads of 6 MB both ways', async () => {
  const text = 'x'.repeat(6 * 1024 * 1024 - 2);
  expect(results(await run({ files: { 'index.js': 'exports.handler = async (event) => event' }, events: [text] }))).toEqual([
    text,
  ]);
});
