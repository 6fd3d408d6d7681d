import { errorPayload, exited, type InvocationError, reportedErrorType, timedOut } from './invocation-errors.js';
import { exitLines, type ReportStatus, timeoutLine } from './log/log-lines.js';
import type { InitEnd, InvocationEnd } from './runtime-process.js';

/** What is told of an invocation that has ended. */
export interface Ending {
  readonly payload: Uint8Array;
  /** Present when the function failed. */
  readonly failure?: { readonly functionError: 'Unhandled'; readonly errorType: string };
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
    return { payload, usable: end.usable, ...(errorType !== undefined && { failure: unhandled(errorType) }) };
  }
  if (end.kind === 'overdue') {
    const log = timeoutLine(requestId, timeoutSeconds, now);
    return { ...failedWith(timedOut(requestId, timeoutSeconds), { status: 'timeout' }), log };
  }
  const error = exited(requestId, end.end);
  const status: ReportStatus = { status: 'error', errorType: reportedErrorType(end.end) };
  return { ...failedWith(error, status), log: exitLines(error.errorMessage, error.errorType) };
}

/** The same for an initialization that did not succeed. */
export function afterInit(end: Exclude<InitEnd, { kind: 'ready' }>, requestId: string, timeoutSeconds: number): Ending {
  if (end.kind === 'failed') {
    const errorType = end.failure.errorType ?? 'Runtime.Unknown';
    return failed(end.failure.payload, errorType, { status: 'error', errorType });
  }
  if (end.kind === 'overdue') return failedWith(timedOut(requestId, timeoutSeconds), { status: 'timeout' });
  return failedWith(exited(requestId, end.end), { status: 'error', errorType: reportedErrorType(end.end) });
}

function failedWith(error: InvocationError, status: ReportStatus): Ending {
  return failed(errorPayload(error), error.errorType, status);
}

function failed(payload: Uint8Array, errorType: string, status: ReportStatus): Ending {
  return { payload, failure: unhandled(errorType), status, usable: false };
}

function unhandled(errorType: string) {
  return { functionError: 'Unhandled', errorType } as const;
}
