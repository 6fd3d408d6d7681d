import { endLine, initReportLine, reportLine, startLine, timeoutLine } from './log-lines.js';

const report = { durationMilliseconds: 933.59, billedMilliseconds: 934, maxMemoryUsedMegabytes: 9 };

it('writes START, END and REPORT as AWS does', () => {
  expect(startLine('r-1', '$LATEST')).toBe('START RequestId: r-1 Version: $LATEST\n');
  expect(endLine('r-1')).toBe('END RequestId: r-1\n');
  expect(reportLine('r-1', 128, report)).toBe(
    'REPORT RequestId: r-1\tDuration: 933.59 ms\tBilled Duration: 934 ms\tMemory Size: 128 MB\tMax Memory Used: 9 MB\t\n',
  );
});

it('adds the init duration of a cold start', () => {
  expect(reportLine('r-1', 128, { ...report, initMilliseconds: 80 })).toContain(
    '\tMax Memory Used: 9 MB\tInit Duration: 80.00 ms\t\n',
  );
});

it('says how an invocation ended that did not end by itself', () => {
  expect(reportLine('r-1', 128, report, { status: 'timeout' })).toMatch(/\tStatus: timeout\n$/);
  expect(reportLine('r-1', 128, report, { status: 'error', errorType: 'Runtime.OutOfMemory' })).toMatch(
    /\tStatus: error\tError Type: Runtime\.OutOfMemory\n$/,
  );
  expect(initReportLine(1236.04, 'init', { status: 'timeout' })).toBe(
    'INIT_REPORT Init Duration: 1236.04 ms\tPhase: init\tStatus: timeout\n',
  );
});

it('names the timeout with two decimals', () => {
  expect(timeoutLine('r-1', 3, new Date(0))).toBe('1970-01-01T00:00:00.000Z r-1 Task timed out after 3.00 seconds\n\n');
});
