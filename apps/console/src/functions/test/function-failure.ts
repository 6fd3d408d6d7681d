/** Why a function failed, as its runtime reports it. */
export interface FunctionFailure {
  readonly type: string;
  readonly message: string;
  readonly stack: readonly string[];
}

/** Reads the payload of a failed invocation; one in no known form becomes the message. */
export function functionFailure(payload: string): FunctionFailure {
  try {
    const { errorType, errorMessage, stackTrace, trace } = JSON.parse(payload) as Record<string, unknown>;
    const lines = Array.isArray(stackTrace) ? stackTrace : Array.isArray(trace) ? trace : [];
    if (errorMessage !== undefined)
      return { type: String(errorType ?? 'Error'), message: String(errorMessage), stack: lines.map(String) };
  } catch {
    // Not JSON, or JSON null: shown as it came.
  }
  return { type: 'Error', message: payload, stack: [] };
}
