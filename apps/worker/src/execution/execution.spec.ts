import { type ExecutionFixture, openExecution } from './testing/execution-fixture.js';

let execution: ExecutionFixture;

beforeAll(async () => {
  execution = await openExecution();
}, 180_000);

afterAll(() => execution?.close(), 60_000);

it('runs a function in a sandbox, cold then warm, and reports both as AWS does', async () => {
  const target = await execution.version({
    'index.js':
      'let calls = 0; exports.handler = async (event) => { console.log("hello", event.name); return { calls: ++calls, pid: process.pid } }',
  });
  const cold = await execution.finished(target, { name: 'Ada' });
  expect(cold.result).toMatchObject({ calls: 1 });
  expect(cold.report.initMilliseconds).toBeGreaterThan(0);
  const [start, line, end, report] = cold.logTail.split('\n');
  expect(start).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
  expect(line).toMatch(/^\d{4}-.*Z\t[0-9a-f-]{36}\tINFO\thello Ada$/);
  expect(end).toMatch(/^END RequestId: [0-9a-f-]{36}$/);
  expect(report).toMatch(
    /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t$/,
  );
  const warm = await execution.finished(target, { name: 'Grace' });
  expect(warm.result).toMatchObject({ calls: 2 });
  expect(warm.report.initMilliseconds).toBeUndefined();
  expect(warm.logTail).toContain('hello Grace');
  expect(warm.logTail).not.toContain('hello Ada');
});
