import { errorPayload, exited, reportedErrorType, timedOut } from './invocation-errors.js';
import { exitLines, type ReportStatus, timeoutLine } from './log/log-lines.js';
import type { InitEnd, InvocationEnd } from './runtime-process.js';

/** What is told of an invocation that has ended. */
export interface Ending {
  readonly payload: Uint8Array;
  readonly functionError?: 'Unhandled';
  /** For REPORT; absent when the runtime answered. */
  readonly status?: ReportStatus;
  /** Lines before END. */
  readonly log?: string;
  /** Whether the process can take another invocation. */
  readonly usable: boolean;
}

/** Decides what the caller and the log are told of an invocation. Pure. */
export function afterInvocation(end: InvocationEnd, requestId: string, timeoutSeconds: number, now: Date): Ending {
  if (end.kind === 'answered') {
    const { payload, errorType } = end.answer;
    return { payload, usable: end.usable, ...(errorType !== undefined && { functionError: 'Unhandled' }) };
  }
  if (end.kind === 'overdue') {
    const log = timeoutLine(requestId, timeoutSeconds, now);
    return { ...failed(errorPayload(timedOut(requestId, timeoutSeconds)), { status: 'timeout' }), log };
  }
  const error = exited(requestId, end.end);
  const status: ReportStatus = { status: 'error', errorType: reportedErrorType(end.end) };
  return { ...failed(errorPayload(error), status), log: exitLines(error.errorMessage, error.errorType) };
}

/** The same for an initialization that did not succeed. */
export function afterInit(end: Exclude<InitEnd, { kind: 'ready' }>, requestId: string, timeoutSeconds: number): Ending {
  if (end.kind === 'failed') {
    return failed(end.failure.payload, { status: 'error', errorType: end.failure.errorType ?? 'Runtime.Unknown' });
  }
  if (end.kind === 'overdue') return failed(errorPayload(timedOut(requestId, timeoutSeconds)), { status: 'timeout' });
  return failed(errorPayload(exited(requestId, end.end)), { status: 'error', errorType: reportedErrorType(end.end) });
}

function failed(payload: Uint8Array, status: ReportStatus): Ending {
  return { payload, functionError: 'Unhandled', status, usable: false };
}
