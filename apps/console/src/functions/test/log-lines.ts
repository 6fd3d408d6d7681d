import { plainText } from '../../view/plain-text';

type LogLevel = 'platform' | 'error' | 'warn' | 'info' | 'debug';

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

const platform = /^(INIT_START|START|END|REPORT|INIT_REPORT|RESTORE_START|EXTENSION|TELEMETRY) /;
const levels: Readonly<Record<string, LogLevel>> = {
  FATAL: 'error',
  ERROR: 'error',
  WARN: 'warn',
  WARNING: 'warn',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};

/** A log tail line by line, each with the level it claims; the lines of one message that has several share its level. */
export function logLines(logTail: string): LogLine[] {
  let level: LogLevel = 'info';
  return plainText(logTail)
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => {
      level = levelOf(text) ?? (/^\s|^at /.test(text) && level !== 'platform' ? level : 'info');
      return { level, text };
    });
}

function levelOf(line: string): LogLevel | undefined {
  if (platform.test(line)) return 'platform';
  // Lambda's text format: time, request id, level and message, with tabs between.
  const inText = line.split('\t', 3)[2];
  const inJson = /^\{.*"level":"(\w{1,8})"/.exec(line.slice(0, 500))?.[1];
  const inBrackets = /^\[(\w{1,8})\]/.exec(line)?.[1];
  return levels[(inJson ?? inBrackets ?? inText ?? '').toUpperCase()];
}
