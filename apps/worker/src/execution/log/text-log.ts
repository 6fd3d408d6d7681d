import { endLine, initReportLine, reportLine, startLine } from './log-lines.js';
import type { PlatformLog } from './platform-log.js';

export const textLog: PlatformLog = {
  start: startLine,
  end: (requestId, memoryMegabytes, report, status, lines = '') =>
    lines + endLine(requestId) + reportLine(requestId, memoryMegabytes, report, status),
  failedInit: initReportLine,
};
