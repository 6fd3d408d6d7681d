/** What is recorded of one attempt to run a function, once it has ended. */
export interface InvocationRecord {
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly functionName: string;
  /** The alias or version that the caller named, if any. */
  readonly qualifier?: string;
  readonly executedVersion: string;
  readonly endedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly billedMilliseconds: number;
  readonly initMilliseconds?: number;
  readonly memoryMegabytes: number;
  readonly maxMemoryUsedMegabytes: number;
  readonly failed: boolean;
}

export type MeteredFunction = Pick<InvocationRecord, 'accountId' | 'region' | 'functionId' | 'functionName' | 'qualifier'>;

/** Counts invocations; what is recorded can be read back within seconds. */
export interface InvocationMetrics {
  record(record: InvocationRecord): void;
  /** A call that was refused for want of concurrency. */
  recordThrottle(throttle: MeteredFunction): void;
  /** Code without a trusted signature that was deployed all the same. */
  recordSignatureError(deployed: MeteredFunction): void;
}
