import type { SandboxEnd } from '@hearth/sandbox';

/** An error that the platform reports for a runtime that did not report its own; texts as recorded from AWS. */
export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export function timedOut(requestId: string, timeoutSeconds: number): InvocationError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

export function exited(requestId: string, end: SandboxEnd): InvocationError {
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${exitReason(end)}` };
}

/** What REPORT names where the payload says only that the runtime exited. */
export function reportedErrorType(end: SandboxEnd): string {
  return end.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
}

export function errorPayload({ errorType, errorMessage }: InvocationError): Uint8Array {
  return Buffer.from(JSON.stringify({ errorType, errorMessage }));
}

function exitReason({ exitCode, signal, outOfMemory }: SandboxEnd): string {
  if (outOfMemory) return 'Runtime exited with error: signal: killed';
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return exitCode ? `Runtime exited with error: exit status ${exitCode}` : 'Runtime exited without providing a reason';
}

/** As Go prints them, which is what AWS's messages show. */
const signalNames: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGSYS: 'bad system call',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};
