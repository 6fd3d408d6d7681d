import type { InvokeWithResponseStreamResponseEvent } from '@aws-sdk/client-lambda';
import type { FinishedInvocation } from '@hearth/dispatch';
import type { LambdaGroup } from '../lambda-handlers.js';
import { referenceOf } from '../reference-of.js';
import type { Invoker } from './invoker.js';
import { readAsked } from './read-asked.js';
import { type StreamingInvocation, streamInvocation } from './stream-invocation.js';

/** An error is answered as JSON, whatever the function would have answered. */
const errorType = 'application/json';

export function streamHandlers(invoker: Invoker): LambdaGroup<'InvokeWithResponseStream'> {
  return {
    async InvokeWithResponseStream(input, call) {
      const found = await invoker.find(referenceOf(input, call));
      if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
      const asked = readAsked(input, call, 'RequestResponse');
      const streaming = await streamInvocation((sink) => invoker.run(found, asked, sink), call.signal);
      return {
        StatusCode: 200,
        ExecutedVersion: found.route.target.version,
        ResponseStreamContentType: streaming.contentType ?? errorType,
        EventStream: eventsOf(streaming, input.LogType === 'Tail'),
      };
    },
  };
}

/** The chunks as they come and one InvokeComplete, whatever becomes of the function or of its worker. */
async function* eventsOf(
  { contentType, chunks, outcome }: StreamingInvocation,
  withTail: boolean,
): AsyncGenerator<InvokeWithResponseStreamResponseEvent, void, undefined> {
  for await (const Payload of chunks) yield { PayloadChunk: { Payload } } as InvokeWithResponseStreamResponseEvent;
  const ended = await outcome.catch((error: Error) => error);
  if (ended instanceof Error) {
    yield {
      InvokeComplete: { ErrorCode: 'ServiceException', ErrorDetails: ended.message },
    } as InvokeWithResponseStreamResponseEvent;
    return;
  }
  if (contentType === undefined) yield { PayloadChunk: { Payload: ended.payload } } as InvokeWithResponseStreamResponseEvent;
  yield { InvokeComplete: completion(ended, withTail) } as InvokeWithResponseStreamResponseEvent;
}

function completion({ functionError, errorType: code, payload, logTail }: FinishedInvocation, withTail: boolean) {
  return {
    ...(functionError && { ErrorCode: code ?? functionError, ErrorDetails: Buffer.from(payload).toString() }),
    ...(withTail && { LogResult: Buffer.from(logTail).toString('base64') }),
  };
}
