import { logLines } from './log-lines';

const levelsOf = (log: string) => logLines(log).map(({ level }) => level);

test('each line has the level that its format claims, and Lambda’s own lines are told apart', () => {
  const log = [
    'START RequestId: r-1 Version: $LATEST',
    '2026-11-21T13:00:00.000Z\tr-1\tERROR\tbroken',
    '{"timestamp":"2026-11-21T13:00:00Z","level":"WARN","message":"careful"}',
    '[DEBUG] from python',
    'plain print',
    'REPORT RequestId: r-1\tDuration: 1.00 ms',
  ];
  expect(levelsOf(log.join('\n'))).toEqual(['platform', 'error', 'warn', 'debug', 'info', 'platform']);
});

test('the indented lines of a stack trace belong to their error', () => {
  expect(levelsOf('2026-11-21T13:00:00.000Z\tr-1\tERROR\tbroken\n    at index.js:1:1\nafterwards')).toEqual([
    'error',
    'error',
    'info',
  ]);
});

test('a level that no object should have does not fool the table', () => {
  expect(levelsOf('2026-11-21T13:00:00.000Z\tr-1\t__proto__\tx\n[constructor] y')).toEqual(['info', 'info']);
});

test('terminal escapes never reach the page', () => {
  expect(logLines('\u001b[31mred\u001b[0m')).toEqual([{ level: 'info', text: 'red' }]);
});
