import type { ExecutableVersion } from '@hearth/lambda';

/** One invocation on its way from a caller to an execution environment. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly target: ExecutableVersion;
  /** The ARN the caller used, qualifier included. */
  readonly invokedFunctionArn: string;
  /** UTF-8 JSON, checked by the front door, never parsed on the way. */
  readonly payload: Uint8Array;
  /** JSON text, as decoded from X-Amz-Client-Context. */
  readonly clientContext?: string;
  readonly traceHeader?: string;
}

export type InvocationOutcome = FinishedInvocation | RefusedInvocation;

/** The function answered, failed, timed out or crashed: all of these are the function's own outcome. */
export interface FinishedInvocation {
  readonly kind: 'finished';
  /** Present when the function failed; the payload is then AWS's error object. */
  readonly functionError?: 'Handled' | 'Unhandled';
  readonly payload: Uint8Array;
  /** The last 4 KB of log lines, START to REPORT. */
  readonly logTail: string;
  readonly report: InvocationReport;
}

/** No code ran: nothing was billed and a retry is safe. */
export interface RefusedInvocation {
  readonly kind: 'refused';
  readonly code:
    | 'TooManyRequestsException'
    | 'InvalidRuntimeException'
    | 'InvalidZipFileException'
    | 'ResourceNotReadyException'
    | 'ServiceException';
  readonly message: string;
}

export interface InvocationReport {
  readonly durationMilliseconds: number;
  readonly billedMilliseconds: number;
  readonly initMilliseconds?: number;
  readonly maxMemoryUsedMegabytes: number;
}

export type Preparation =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reasonCode: string; readonly reason: string };

/** Runs invocations. The API reaches workers through it; a worker implements it. */
export interface Invocations {
  /** Fetches what the version needs (code, runtime), so that its first invocation need not wait. Resolves; never rejects for a bad package. */
  prepare(target: ExecutableVersion): Promise<Preparation>;
  /** Rejects only when the connection or the worker was lost with the invocation under way. */
  invoke(request: InvocationRequest): Promise<InvocationOutcome>;
}
