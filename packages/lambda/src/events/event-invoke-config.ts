/** How long and how often an event is tried, and who is told how it ended. */
export interface EventInvokeConfig {
  /** Attempts after the first whose function failed; 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds: number;
  /** ARN of what is told of events that succeeded, and of those that were given up. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** What AWS does without a configuration of the function's own: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const defaultEventInvokeConfig: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

/** What was configured for the qualifier that an event names; what was not is as AWS does it. */
export function inEffect(configured: Partial<EventInvokeConfig> | undefined): EventInvokeConfig {
  if (!configured) return defaultEventInvokeConfig;
  const {
    maximumRetryAttempts = defaultEventInvokeConfig.maximumRetryAttempts,
    maximumEventAgeSeconds = defaultEventInvokeConfig.maximumEventAgeSeconds,
    onSuccess,
    onFailure,
  } = configured;
  return { maximumRetryAttempts, maximumEventAgeSeconds, ...(onSuccess && { onSuccess }), ...(onFailure && { onFailure }) };
}
