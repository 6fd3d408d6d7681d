import type { SystemLogLevel } from '@hearth/lambda';
import type { ReportStatus } from './log-lines.js';
import type { PlatformLog } from './platform-log.js';

/**
 * One JSON object a line. Which event has which level, and what it tells:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function jsonLog(lowest: SystemLogLevel, now: () => Date = () => new Date()): PlatformLog {
  const line = (level: SystemLogLevel, type: string, record: object) =>
    levels.indexOf(level) < levels.indexOf(lowest)
      ? ''
      : `${JSON.stringify({ time: now().toISOString(), type: `platform.${type}`, record })}\n`;
  return {
    start: (requestId, version) => line('INFO', 'start', { requestId, version }),
    end: (requestId, memorySizeMB, report, status) => {
      const metrics = {
        durationMs: toHundredths(report.durationMilliseconds),
        billedDurationMs: report.billedMilliseconds,
        memorySizeMB,
        maxMemoryUsedMB: report.maxMemoryUsedMegabytes,
        ...(report.initMilliseconds !== undefined && { initDurationMs: toHundredths(report.initMilliseconds) }),
      };
      const ended = statusFields(status);
      return (
        line(status ? 'WARN' : 'DEBUG', 'runtimeDone', { requestId, ...ended, metrics: { durationMs: metrics.durationMs } }) +
        line(status ? 'WARN' : 'INFO', 'report', { requestId, metrics, ...ended })
      );
    },
    failedInit: (milliseconds, phase, status) =>
      line('WARN', 'initReport', {
        initializationType: 'on-demand',
        phase,
        ...statusFields(status),
        metrics: { durationMs: toHundredths(milliseconds) },
      }),
  };
}

const levels: readonly SystemLogLevel[] = ['DEBUG', 'INFO', 'WARN'];

const toHundredths = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

function statusFields(status: ReportStatus | undefined) {
  if (!status) return { status: 'success' };
  return status.status === 'timeout' ? status : { status: 'error', errorType: status.errorType };
}
