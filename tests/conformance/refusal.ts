/** What a refused call told the SDK. */
export interface Refusal {
  readonly status: number | undefined;
  readonly code: string;
  readonly message: string;
  readonly Type?: string;
}

export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (thrown) {
    const error = thrown as Error & { $metadata?: { httpStatusCode?: number }; Type?: string; Message?: string };
    return {
      status: error.$metadata?.httpStatusCode,
      code: error.name,
      message: error.Message ?? error.message,
      ...(error.Type && { Type: error.Type }),
    };
  }
  throw new Error('The call was not refused');
}
