/** Which invocations to add up, and in what steps. */
export interface MetricQuery {
  readonly accountId: string;
  readonly region: string;
  /** All functions of the account and region without it. */
  readonly functionName?: string;
  /** The function's name, with `:` and an alias or version. */
  readonly resource?: string;
  readonly executedVersion?: string;
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  /** A multiple of 60. */
  readonly periodSeconds: number;
}

/** One period in which something happened. */
export interface MetricPoint {
  readonly start: Date;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly signatureErrors: number;
  readonly billedMilliseconds: number;
  readonly durationSumMilliseconds: number;
  /** Undefined when nothing ran. */
  readonly durationMinMilliseconds?: number;
  readonly durationMaxMilliseconds?: number;
  readonly durations: ReadonlyMap<number, number>;
}

/** What has been counted under one name. */
export interface MeteredResource {
  readonly functionName: string;
  readonly resource: string;
  /** Empty where nothing was executed. */
  readonly executedVersion: string;
}

/** Answers questions about what was counted. */
export interface InvocationHistory {
  /** Oldest first; periods start at multiples of their length. */
  points(query: MetricQuery): Promise<readonly MetricPoint[]>;
  /** What was counted since then, in a fixed order. */
  resources(accountId: string, region: string, since: Date): Promise<readonly MeteredResource[]>;
}
