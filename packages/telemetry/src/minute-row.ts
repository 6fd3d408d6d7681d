import type { DurationHistogram } from './duration-histogram.js';

/** What one process counted of one function version in one minute. Several of them add up. */
export interface MinuteRow {
  /** Of this row: saving it again replaces it. */
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionId: string;
  readonly functionName: string;
  /** The function's name, with `:` and the alias or version that callers named. */
  readonly resource: string;
  /** Empty where nothing was executed. */
  readonly executedVersion: string;
  readonly minute: Date;
  invocations: number;
  errors: number;
  throttles: number;
  signatureErrors: number;
  billedMilliseconds: number;
  durationSumMilliseconds: number;
  /** Undefined until something has run. */
  durationMinMilliseconds: number | undefined;
  durationMaxMilliseconds: number | undefined;
  readonly durations: DurationHistogram;
}

/** Where minute rows are kept. */
export interface MinuteRows {
  /** Resolves once all rows are stored, or rejects with none of them. */
  save(rows: readonly MinuteRow[]): Promise<void>;
}
