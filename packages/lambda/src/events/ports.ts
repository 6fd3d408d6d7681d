/** An asynchronous invocation as the front door accepts it. */
export interface NewEvent {
  /** The request id the caller was given; the event keeps it through every attempt. */
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly functionName: string;
  /** As the caller gave it; resolved anew at each attempt. */
  readonly qualifier: string | undefined;
  readonly invokedFunctionArn: string;
  readonly payload: Uint8Array;
  readonly clientContext?: string;
  readonly traceHeader?: string;
}

/** Takes responsibility for events. */
export interface EventIntake {
  /** Resolves once the event is durable; from then on it runs, or is found on its failure path. */
  accept(event: NewEvent): Promise<void>;
}
