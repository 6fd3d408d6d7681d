import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ExecutionFixture, openExecution } from './testing/execution-fixture.js';

let execution: ExecutionFixture;

const handler = (body: string) => ({ 'index.js': `exports.handler = async (event, context) => { ${body} }` });

beforeAll(async () => {
  execution = await openExecution();
}, 180_000);

afterAll(() => execution?.close(), 60_000);

describe('a cold and a warm invocation', () => {
  it('are logged and reported as AWS does', async () => {
    const target = await execution.version({
      'index.js':
        'let calls = 0; exports.handler = async (event) => { console.log("hello", event.name); return { calls: ++calls } }',
    });
    const cold = await execution.finished(target, { name: 'Ada' });
    expect(cold.result).toEqual({ calls: 1 });
    const [start, line, end, report] = cold.logTail.split('\n');
    expect(start).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    expect(line).toMatch(/^\d{4}-.*Z\t[0-9a-f-]{36}\tINFO\thello Ada$/);
    expect(end).toMatch(/^END RequestId: [0-9a-f-]{36}$/);
    expect(report).toMatch(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t$/,
    );
    const warm = await execution.finished(target, { name: 'Grace' });
    expect(warm.result).toEqual({ calls: 2 });
    expect(warm.report.initMilliseconds).toBeUndefined();
    expect(warm.logTail).toContain('hello Grace');
    expect(warm.logTail).not.toContain('hello Ada');
  });

  it('bill the initialization, and count what was billed', async () => {
    const target = await execution.version(handler('return 1'));
    const { report } = await execution.finished(target);
    expect(report.billedMilliseconds).toBe(Math.ceil(report.durationMilliseconds + report.initMilliseconds!));
    expect(execution.records.at(-1)).toMatchObject({
      functionId: target.functionId,
      executedVersion: '$LATEST',
      failed: false,
      ...report,
    });
  });

  it('are counted under the alias that was called, and under no qualifier when none was', async () => {
    const target = await execution.version(handler('return 1'), { version: '7' });
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:greet';
    for (const invokedFunctionArn of [`${arn}:live`, arn]) {
      await execution.invocations.invoke({ requestId: randomUUID(), target, invokedFunctionArn, payload: Buffer.from('{}') });
    }
    const counted = execution.records
      .slice(-2)
      .map(({ functionName, qualifier, executedVersion }) => [functionName, qualifier, executedVersion]);
    expect(counted).toEqual([
      ['greet', 'live', '7'],
      ['greet', undefined, '7'],
    ]);
  });

  it.each(['nodejs20.x', 'nodejs22.x', 'nodejs24.x'])(
    'run on the Node.js that %s names',
    async (runtime) => {
      const { result } = await execution.finished(await execution.version(handler('return process.version'), { runtime }));
      expect(`${result}`).toMatch(new RegExp(`^v${runtime.slice('nodejs'.length, -'.x'.length)}\\.`));
    },
    120_000,
  );

  it('take what lies in the package and no other file', async () => {
    const target = await execution.version({
      'package.json': '{"type":"module"}',
      'index.js':
        'import { readFileSync, writeFileSync } from "node:fs"; import { word } from "./lib/word.js"; export const handler = async () => { try { writeFileSync("/var/task/x", "") } catch (e) { return [word, readFileSync("data.txt", "utf8"), e.code] } }',
      'lib/word.js': 'export const word = "deep"',
      'data.txt': 'text',
    });
    expect((await execution.finished(target)).result).toEqual(['deep', 'text', 'EROFS']);
  });
});

describe('what a function is given', () => {
  it('is the environment of AWS, its own variables, and nothing of the worker', async () => {
    const target = await execution.version(handler('return process.env'), {
      environment: { GREETING: 'hello', AWS_REGION: 'mine' },
    });
    const { result } = (await execution.finished(target)) as { result: Record<string, string> };
    expect(result).toMatchObject({
      GREETING: 'hello',
      AWS_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'greet',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      AWS_ACCESS_KEY_ID: 'ASIATEST',
      AWS_SESSION_TOKEN: 'token of arn:aws:iam::123456789012:role/lambda',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      LAMBDA_TASK_ROOT: '/var/task',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
    });
    expect(Object.keys(result).filter((name) => /^(HEARTH|DATABASE|REDIS|NODE_EXTRA|npm_)/.test(name))).toEqual([]);
  });

  it('includes a way to Hearth at the address that clients use', async () => {
    const hearth = createServer((request, response) => response.end(`you asked ${request.url}`)).listen(0, '127.0.0.1');
    await once(hearth, 'listening');
    const { port } = hearth.address() as AddressInfo;
    const own = await openExecution(new URL(`http://127.0.0.1:${port}`));
    try {
      const target = await own.version(handler('return (await fetch(process.env.AWS_ENDPOINT_URL + "/x")).text()'));
      expect((await own.finished(target)).result).toBe('you asked /x');
    } finally {
      await own.close();
      hearth.closeAllConnections();
      hearth.close();
    }
  });

  it('is the event as it came, up to 6 MB', async () => {
    const target = await execution.version(handler('return event.length'));
    expect((await execution.finished(target, 'x'.repeat(6 * 1024 * 1024 - 2))).result).toBe(6 * 1024 * 1024 - 2);
  });
});

describe('environments', () => {
  const counter = {
    'index.js':
      'let calls = 0; const fs = require("fs"); exports.handler = async () => { const seen = fs.existsSync("/tmp/mark"); fs.writeFileSync("/tmp/mark", ""); return [++calls, seen, process.env.WHO] }',
  };

  it('are never shared between configurations, whatever else is the same', async () => {
    const one = await execution.version(counter, { environment: { WHO: 'one' } });
    const two = { ...one, configurationId: 'another', environment: { WHO: 'two' } };
    const results = [];
    for (const target of [one, two, one, two]) results.push((await execution.finished(target)).result);
    expect(results).toEqual([
      [1, false, 'one'],
      [1, false, 'two'],
      [2, true, 'one'],
      [2, true, 'two'],
    ]);
  });

  it('take one invocation at a time', async () => {
    const target = await execution.version(
      handler(
        'globalThis.n = (globalThis.n ?? 0) + 1; const n = globalThis.n; await new Promise((r) => setTimeout(r, 200)); globalThis.n--; return n',
      ),
      { memoryMegabytes: 128 },
    );
    const outcomes = await Promise.all([1, 2, 3].map(() => execution.finished(target)));
    expect(outcomes.map(({ result }) => result)).toEqual([1, 1, 1]);
  });

  it('stop while they rest', async () => {
    const target = await execution.version({
      'index.js': 'let ticks = 0; setInterval(() => ticks++, 10); exports.handler = async () => ticks',
    });
    const before = (await execution.finished(target)).result as number;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(((await execution.finished(target)).result as number) - before).toBeLessThan(20);
  });

  it('are refused when memory is used up, and make room for each other when they rest', async () => {
    const own = await openExecution(undefined, { memoryMegabytes: 300 });
    try {
      const slow = await own.version(handler('await new Promise((r) => setTimeout(r, 1500)); return 1'), {
        memoryMegabytes: 200,
      });
      const other = await own.version(handler('return 2'), { memoryMegabytes: 200 });
      const running = own.finished(slow);
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(await own.invoke(other)).toEqual({ kind: 'refused', code: 'TooManyRequestsException', message: 'Rate Exceeded.' });
      await running;
      expect((await own.finished(other)).result).toBe(2);
    } finally {
      await own.close();
    }
  });
});

describe('a function that fails', () => {
  it('reports its own error and stays warm', async () => {
    const target = await execution.version({
      'index.js': 'let calls = 0; exports.handler = async () => { calls++; throw new RangeError("call " + calls) }',
    });
    const first = await execution.finished(target);
    expect(first).toMatchObject({ functionError: 'Unhandled', result: { errorType: 'RangeError', errorMessage: 'call 1' } });
    expect(first.logTail).toContain('\tERROR\tInvoke Error \t{"errorType":"RangeError"');
    expect(await execution.finished(target)).toMatchObject({ result: { errorMessage: 'call 2' } });
    expect(execution.records.at(-1)).toMatchObject({ failed: true });
  });

  it('by running too long is ended at its timeout, keeps /tmp, and initializes again in the next invocation', async () => {
    const target = await execution.version(
      {
        'index.js':
          'const fs = require("fs"); exports.handler = async (event) => { if (event.loop) { fs.writeFileSync("/tmp/kept", "yes"); console.log("looping"); for (;;); } return fs.readFileSync("/tmp/kept", "utf8") }',
      },
      { timeoutSeconds: 1 },
    );
    const startedAt = performance.now();
    const timedOut = await execution.finished(target, { loop: true });
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(timedOut).toMatchObject({
      functionError: 'Unhandled',
      result: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: \S{36} Error: Task timed out after 1\.00 seconds$/),
      },
      report: { durationMilliseconds: 1000 },
    });
    expect(timedOut.logTail).toContain('looping');
    expect(timedOut.logTail).toMatch(
      /Task timed out after 1\.00 seconds\n\nEND .*\nREPORT .*Duration: 1000\.00 ms.*\tStatus: timeout\n$/,
    );
    const next = await execution.finished(target, { loop: false });
    expect(next.result).toBe('yes');
    expect(next.report.initMilliseconds).toBeUndefined();
  });

  it.each([
    ['exits', 'process.exit(7)', 'Runtime exited with error: exit status 7'],
    ['exits without an error', 'process.exit(0)', 'Runtime exited without providing a reason'],
    [
      'is killed',
      'process.kill(process.pid, "SIGSEGV"); await new Promise(() => setTimeout(() => {}, 1000))',
      'Runtime exited with error: signal: segmentation fault',
    ],
  ])('because it %s says so as AWS does, and works again afterwards', async (_name, body, reason) => {
    const target = await execution.version(handler(`if (event.fail) { ${body} } return "fine"`));
    const crashed = await execution.finished(target, { fail: true });
    expect(crashed.result).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(`^RequestId: \\S{36} Error: ${reason}$`),
    });
    expect(crashed.logTail).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\n$/);
    expect((await execution.finished(target, {})).result).toBe('fine');
  });

  it('by using too much memory is named as out of memory', async () => {
    const target = await execution.version(handler('const all = []; for (;;) all.push(Buffer.alloc(10e6, 1))'), {
      memoryMegabytes: 128,
    });
    const outcome = await execution.finished(target);
    expect(outcome.result).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited with error: signal: killed$/),
    });
    expect(outcome.logTail).toMatch(/Max Memory Used: 128 MB\t.*Status: error\tError Type: Runtime\.OutOfMemory\n$/);
  });

  it('at init answers what the runtime reported, after a second try within the invocation', async () => {
    const target = await execution.version({ 'index.js': 'console.log("loading"); throw new TypeError("at load")' });
    const outcome = await execution.finished(target);
    expect(outcome).toMatchObject({ functionError: 'Unhandled', result: { errorType: 'TypeError', errorMessage: 'at load' } });
    expect(outcome.logTail.match(/INFO\tloading/g)).toHaveLength(2);
    expect(outcome.logTail).toMatch(/INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: TypeError\n/);
    expect(outcome.logTail).toMatch(
      /INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: error\tError Type: TypeError\nSTART /,
    );
  });

  it('with more than 6 MB is told the limit', async () => {
    const target = await execution.version(handler('return "x".repeat(7e6)'));
    const outcome = await execution.finished(target);
    expect(outcome).toMatchObject({
      functionError: 'Unhandled',
      result: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    });
    expect((await execution.finished(target)).functionError).toBe('Unhandled');
  });

  it('by flooding its log slows down itself and nobody else', async () => {
    const target = await execution.version(
      handler(
        'const line = "x".repeat(65535) + "\\n"; for (const end = Date.now() + 1500; Date.now() < end; ) process.stdout.write(line); console.log("the end")',
      ),
    );
    const rssBefore = process.memoryUsage().rss;
    const { logTail } = await execution.finished(target);
    expect(logTail).toContain('the end');
    expect(Buffer.byteLength(logTail)).toBeLessThanOrEqual(4096);
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('preparation', () => {
  it('fetches what a first invocation needs', async () => {
    expect(await execution.invocations.prepare(await execution.version(handler('return 1')))).toEqual({ kind: 'ready' });
  });

  it('says what is wrong with a package, as an invocation does', async () => {
    const target = {
      ...(await execution.version(handler('return 1'))),
      codeSha256Hex: await execution.store(Buffer.from('this is no zip file')),
    };
    expect(await execution.invocations.prepare(target)).toMatchObject({ kind: 'failed', reasonCode: 'InvalidZipFileException' });
    expect(await execution.invoke(target)).toMatchObject({ kind: 'refused', code: 'InvalidZipFileException' });
  });

  it('refuses a runtime that is not offered, with the remedy', async () => {
    const target = await execution.version({}, { runtime: 'python3.13' });
    expect(await execution.invocations.prepare(target)).toMatchObject({ kind: 'failed', reasonCode: 'InvalidRuntime' });
    expect(await execution.invoke(target)).toMatchObject({
      kind: 'refused',
      code: 'InvalidRuntimeException',
      message: expect.stringContaining('Offered here: nodejs20.x, nodejs22.x, nodejs24.x'),
    });
  });
});
