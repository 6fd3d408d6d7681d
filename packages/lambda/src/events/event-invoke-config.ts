/** How long and how often an event is tried. */
export interface EventInvokeConfig {
  /** Attempts after the first whose function failed; 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds: number;
}

/** What AWS does without a configuration of the function's own: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const defaultEventInvokeConfig: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };
