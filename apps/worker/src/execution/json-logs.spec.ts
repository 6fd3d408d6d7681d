import { type ExecutionFixture, openExecution } from './testing/execution-fixture.js';

let execution: ExecutionFixture;
beforeAll(async () => {
  execution = await openExecution();
}, 180_000);
afterAll(() => execution?.close(), 60_000);

const files = { 'index.js': 'exports.handler = async () => { console.debug("quiet"); console.warn("loud"); }' };
const linesOf = (tail: string) =>
  tail
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

it('a function that logs JSON has its own lines and those of the platform as objects, from its levels on', async () => {
  const levels = { applicationLogLevel: 'WARN', systemLogLevel: 'INFO' } as const;
  const { logTail } = await execution.finished(await execution.version(files, levels));
  const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(linesOf(logTail)).toEqual([
    { time: expect.any(String), type: 'platform.start', record: { requestId, version: '$LATEST' } },
    { timestamp: expect.any(String), level: 'WARN', requestId, message: 'loud' },
    {
      time: expect.any(String),
      type: 'platform.report',
      record: { requestId, metrics: expect.objectContaining({ memorySizeMB: 256 }), status: 'success' },
    },
  ]);
});

it('a timeout is told of on every level', async () => {
  const levels = { applicationLogLevel: 'FATAL', systemLogLevel: 'WARN' } as const;
  const files = { 'index.js': 'exports.handler = () => new Promise(() => setTimeout(() => {}, 60_000))' };
  const { logTail } = await execution.finished(await execution.version(files, { ...levels, timeoutSeconds: 1 }));
  expect(linesOf(logTail).at(-1)).toMatchObject({ type: 'platform.report', record: { status: 'timeout' } });
});
