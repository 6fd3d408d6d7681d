import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bootstrap = fileURLToPath(new URL('./bootstrap/index.cjs', import.meta.url));

interface Answer {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly errorType: string | undefined;
  readonly error: unknown;
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-streaming-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a handler that streams answers to each of two invocations in a row. */
async function answersOf(
  handler: string,
  env: Record<string, string> = {},
  heard: (text: string) => void = () => {},
): Promise<Answer[]> {
  await writeFile(join(folder, 'index.js'), handler);
  const answers: Answer[] = [];
  let asked = 0;
  let done = (): void => {};
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  const server = createServer({ maxHeaderSize: 131_072 }, async (request, response) => {
    if (request.url?.endsWith('/next')) {
      if (++asked > 2) return done();
      const headers = {
        'Lambda-Runtime-Aws-Request-Id': `r-${asked}`,
        'Lambda-Runtime-Deadline-Ms': '9999999999999',
        'Content-Length': 7,
      };
      response.writeHead(200, headers).end(`{"n":${asked}}`);
      return;
    }
    let body = '';
    for await (const chunk of request.setEncoding('latin1')) {
      body += chunk;
      heard(body);
    }
    const { 'lambda-runtime-function-error-type': inTrailer, 'lambda-runtime-function-error-body': error } = request.trailers;
    const errorType = inTrailer ?? request.headers['lambda-runtime-function-error-type']?.toString();
    answers.push({
      path: request.url!.replace('/2018-06-01/runtime/invocation', ''),
      headers: request.headers,
      body,
      errorType,
      error: error && JSON.parse(Buffer.from(error, 'base64').toString()),
    });
    response.writeHead(202, { 'Content-Length': 2 }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const child = spawn(process.execPath, [bootstrap], {
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      ...env,
    },
    stdio: 'ignore',
  });
  await Promise.race([finished, once(child, 'close')]);
  child.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  return answers;
}

const streaming = (body: string) =>
  `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} })`;

it('streams text, bytes and JSON as octets, one invocation after the other', async () => {
  const answers = await answersOf(
    streaming('stream.write("a" + event.n); stream.write(Buffer.from([0, 255])); stream.write({ b: 1 }); stream.end("z")'),
  );
  expect(answers.map(({ path, body }) => [path, body])).toEqual([
    ['/r-1/response', 'a1\x00\xff{"b":1}z'],
    ['/r-2/response', 'a2\x00\xff{"b":1}z'],
  ]);
  expect(answers[0]!.headers).toMatchObject({
    'lambda-runtime-function-response-mode': 'streaming',
    'transfer-encoding': 'chunked',
    'content-type': 'application/octet-stream',
  });
});

it('sends each part when it is written, not when all are', async () => {
  const seen: string[] = [];
  await answersOf(
    streaming('stream.write("first"); await new Promise((resolve) => setTimeout(resolve, 300)); stream.end("last")'),
    {},
    (text) => seen.push(text),
  );
  expect(seen).toContain('first');
});

it('puts status, headers and cookies of HttpResponseStream before the body', async () => {
  const [answer] = await answersOf(
    streaming(
      'stream = awslambda.HttpResponseStream.from(stream, { statusCode: 418, headers: { "x-a": "b" } }); stream.write("tea"); stream.end()',
    ),
  );
  expect(answer!.headers['content-type']).toBe('application/vnd.awslambda.http-integration-response');
  expect(answer!.body).toBe(`{"statusCode":418,"headers":{"x-a":"b"}}${'\x00'.repeat(8)}tea`);
});

it('lets pipeline fill the stream, megabytes included', async () => {
  const [answer] = await answersOf(
    streaming(
      'await require("stream/promises").pipeline(require("stream").Readable.from(Array.from({ length: 100 }, () => "x".repeat(100000))), stream)',
    ),
  );
  expect(answer!.body).toHaveLength(10_000_000);
});

it('sets the content type until the first write', async () => {
  const [answer] = await answersOf(
    streaming(
      'stream.setContentType("text/event-stream"); stream.write("data: 1"); try { stream.setContentType("x") } catch (error) { stream.end(error.message) }',
    ),
  );
  expect(answer).toMatchObject({
    body: 'data: 1Cannot set content-type, too late.',
    headers: { 'content-type': 'text/event-stream' },
  });
});

it.each([
  ['throws', 'stream.write("half"); throw new TypeError("in the middle")', 'TypeError', 'in the middle'],
  ['destroys its stream', 'stream.write("half"); stream.destroy()', 'Error', 'Response stream is not finished.'],
  [
    'lets an exception escape',
    'stream.write("half"); setImmediate(() => { throw new RangeError("nobody") }); await new Promise(() => {})',
    'RangeError',
    'nobody',
  ],
])('says after what it wrote that its function failed, when it %s', async (_what, body, errorType, errorMessage) => {
  const [answer] = await answersOf(streaming(body));
  expect(answer).toMatchObject({ path: '/r-1/response', body: 'half', errorType, error: { errorType, errorMessage } });
});

it('reports a failure before the first write as any other', async () => {
  const [answer] = await answersOf(streaming('throw new TypeError("early")'));
  expect(answer).toMatchObject({ path: '/r-1/error', errorType: 'TypeError' });
});

it('refuses a handler that returns no promise', async () => {
  const [answer] = await answersOf('exports.handler = awslambda.streamifyResponse(() => 7)');
  expect(JSON.parse(answer!.body)).toMatchObject({ errorMessage: 'Streaming does not support non-async handlers.' });
});

it('leaves the global alone when asked to', async () => {
  const env = { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: '1' };
  const [answer] = await answersOf('exports.handler = async () => typeof awslambda', env);
  expect(answer!.body).toBe('"undefined"');
});
