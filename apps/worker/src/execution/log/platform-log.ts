import type { InvocationReport } from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';
import { jsonLog } from './json-log.js';
import type { ReportStatus } from './log-lines.js';
import { textLog } from './text-log.js';

/** What the platform itself logs around an invocation, in the format that the function's owner chose. */
export interface PlatformLog {
  start(requestId: string, version: string): string;
  /** `lines` tell of an invocation that did not end by itself. */
  end(requestId: string, memoryMegabytes: number, report: InvocationReport, status?: ReportStatus, lines?: string): string;
  /** Of an initialization that did not succeed. */
  failedInit(milliseconds: number, phase: 'init' | 'invoke', status: ReportStatus): string;
}

export function platformLog({ systemLogLevel }: Pick<ExecutableVersion, 'systemLogLevel'>): PlatformLog {
  return systemLogLevel === undefined ? textLog : jsonLog(systemLogLevel);
}
