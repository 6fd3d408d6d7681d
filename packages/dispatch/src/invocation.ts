import type { ExecutableVersion, Throttle } from '@hearth/lambda';

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
  /** The unit of concurrency that it holds; whoever runs it reports the lease for as long as it does. */
  readonly leaseId?: string;
}

/** Receives a response while the function is still writing it. */
export interface ResponseSink {
  /** Called at most once and before the first chunk, with the type that the runtime gave its answer. */
  begin(contentType: string): void;
  /** Resolves when the next chunk may come: this is what holds back a function that writes faster than its caller reads. Never rejects. */
  write(chunk: Uint8Array): Promise<void>;
}

export type InvocationOutcome = FinishedInvocation | RefusedInvocation;

/** The function answered, failed, timed out or crashed: all of these are the function's own outcome. */
export interface FinishedInvocation {
  readonly kind: 'finished';
  /** Present when the function failed; the payload is then AWS's error object. */
  readonly functionError?: 'Handled' | 'Unhandled';
  /** What failed, such as `Runtime.ExitError`; present with `functionError`. */
  readonly errorType?: string;
  /** What was not given to a sink: the whole answer when there was none, else only the error of a function that failed. */
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
  /** Present when it was for want of concurrency, not of room on a worker. */
  readonly throttle?: Throttle;
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
  /**
   * With `sink`, the answer goes there as it comes, and nothing goes there after the outcome. Rejects only when the connection or the
   * worker was lost with the invocation under way.
   */
  invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome>;
}
