/** What the test tab asks for. */
export interface InvocationRequest {
  readonly qualifier: string;
  readonly type: InvocationType;
  readonly payload: string;
}

export type InvocationType = 'RequestResponse' | 'Event';

/** How it went. `payload` and `logTail` are what the function wrote: text, never markup. */
export interface InvocationResult {
  readonly type: InvocationType;
  readonly statusCode: number;
  readonly requestId: string;
  readonly executedVersion?: string;
  /** `Handled` or `Unhandled`, when the function failed. */
  readonly functionError?: string;
  readonly payload: string;
  readonly logTail: string;
}
