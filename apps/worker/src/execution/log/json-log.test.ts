import { jsonLog } from './json-log.js';

const now = () => new Date(0);
const report = { durationMilliseconds: 933.591, billedMilliseconds: 934, initMilliseconds: 80, maxMemoryUsedMegabytes: 9 };
const read = (lines: string) =>
  lines
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

it('tells of start and report, each in a line', () => {
  const log = jsonLog('INFO', now);
  const time = '1970-01-01T00:00:00.000Z';
  expect(read(log.start('r-1', '$LATEST') + log.end('r-1', 128, report))).toEqual([
    { time, type: 'platform.start', record: { requestId: 'r-1', version: '$LATEST' } },
    {
      time,
      type: 'platform.report',
      record: {
        requestId: 'r-1',
        metrics: { durationMs: 933.59, billedDurationMs: 934, memorySizeMB: 128, maxMemoryUsedMB: 9, initDurationMs: 80 },
        status: 'success',
      },
    },
  ]);
});

it('tells of nothing below its level, and of what went wrong on every level', () => {
  const types = (lines: string) => read(lines).map(({ type }) => type);
  const warnings = jsonLog('WARN', now);
  expect(warnings.start('r-1', '1') + warnings.end('r-1', 128, report)).toBe('');
  expect(types(warnings.end('r-1', 128, report, { status: 'timeout' }))).toEqual(['platform.runtimeDone', 'platform.report']);
  expect(types(jsonLog('DEBUG', now).end('r-1', 128, report))).toEqual(['platform.runtimeDone', 'platform.report']);
  const [failed] = read(warnings.failedInit(10, 'init', { status: 'error', errorType: 'Runtime.ExitError' }));
  expect(failed).toMatchObject({ type: 'platform.initReport', record: { status: 'error', errorType: 'Runtime.ExitError' } });
});
