import type { FinishedInvocation, ResponseSink } from '@hearth/dispatch';
import { StreamedResponse } from './streamed-response.js';

/** A response that has begun, or an invocation that ended without one. */
export interface StreamingInvocation {
  /** Undefined when the function failed before it answered anything. */
  readonly contentType: string | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What became of the function, known when the chunks have ended. Rejects when the worker was lost on the way. */
  readonly outcome: Promise<FinishedInvocation>;
}

/** Starts an invocation; resolves as soon as there is anything to tell its caller. Rejects when nothing ran. */
export async function streamInvocation(
  run: (sink: ResponseSink) => Promise<FinishedInvocation>,
  callerGone: AbortSignal,
): Promise<StreamingInvocation> {
  const response = new StreamedResponse();
  const abandon = (): void => response.abandon();
  callerGone.addEventListener('abort', abandon, { once: true });
  const outcome = run(response).finally(() => {
    response.end();
    callerGone.removeEventListener('abort', abandon);
  });
  // It is asked for again when the chunks have ended; until then its failure is nobody's unhandled rejection.
  outcome.catch(() => {});
  await Promise.race([response.begun, outcome]);
  return { contentType: response.contentType, chunks: response.chunks(), outcome };
}
