import type { InvocationReport } from '@hearth/dispatch';

/** How an invocation ended, as REPORT says it; absent when the runtime answered. */
export type ReportStatus = { readonly status: 'timeout' } | { readonly status: 'error'; readonly errorType: string };

export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}\n`;
}

/** As AWS writes it, trailing tab included where nothing follows. */
export function reportLine(requestId: string, memoryMegabytes: number, report: InvocationReport, status?: ReportStatus): string {
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${report.durationMilliseconds.toFixed(2)} ms`,
    `Billed Duration: ${report.billedMilliseconds} ms`,
    `Memory Size: ${memoryMegabytes} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMegabytes} MB`,
    ...(report.initMilliseconds === undefined ? [] : [`Init Duration: ${report.initMilliseconds.toFixed(2)} ms`]),
  ];
  return `${[...fields, ...(status ? statusFields(status) : [''])].join('\t')}\n`;
}

/** Written when an initialization did not succeed; AWS writes none for one that did. */
export function initReportLine(milliseconds: number, phase: 'init' | 'invoke', status: ReportStatus): string {
  const fields = [`INIT_REPORT Init Duration: ${milliseconds.toFixed(2)} ms`, `Phase: ${phase}`, ...statusFields(status)];
  return `${fields.join('\t')}\n`;
}

export function timeoutLine(requestId: string, timeoutSeconds: number, now: Date): string {
  return `${now.toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds\n\n`;
}

/** What AWS logs when the runtime's process ended before it answered. */
export function exitLines(message: string, errorType: string): string {
  return `${message}\n${errorType}\n`;
}

function statusFields(status: ReportStatus): string[] {
  return status.status === 'timeout' ? ['Status: timeout'] : ['Status: error', `Error Type: ${status.errorType}`];
}
