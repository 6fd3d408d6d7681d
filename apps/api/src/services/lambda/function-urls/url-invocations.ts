import type { ServerResponse } from 'node:http';
import { preludeContentType, readPrelude, type ServedUrl, urlResponse } from '@hearth/lambda';
import type { Asked, FoundFunction, Invoker } from '../invocation/invoker.js';
import { streamInvocation } from '../invocation/stream-invocation.js';
import { type AnswerRules, allowedHead } from './answer-rules.js';
import { sendStream, sendWhole } from './send-answer.js';
import { badGateway, type UrlRefusal } from './url-refusal.js';

/** Where an answer goes: to whom, with which headers of the platform, and what tells that nobody waits for it any more. */
export interface Destination {
  readonly response: ServerResponse;
  readonly own: Readonly<Record<string, string>>;
  readonly rules: AnswerRules;
  readonly signal: AbortSignal;
}

/** Runs the function behind a URL and sends its answer, whole or as it comes. */
export class UrlInvocations {
  constructor(private readonly invoker: Invoker) {}

  /** Answers what to refuse the caller with, where nothing was sent. Rejects with a LambdaError when no code ran. */
  async run({ config, scope, functionName }: ServedUrl, asked: Asked, to: Destination): Promise<UrlRefusal | undefined> {
    const found = await this.invoker.find({ scope, name: functionName, qualifier: config.qualifier });
    return config.invokeMode === 'RESPONSE_STREAM' ? this.#stream(found, asked, to) : this.#whole(found, asked, to);
  }

  async #whole(found: FoundFunction, asked: Asked, { response, own, rules }: Destination): Promise<UrlRefusal | undefined> {
    const { functionError, payload } = await this.invoker.run(found, asked);
    const answer = functionError ? undefined : urlResponse(payload);
    if (!answer) return badGateway;
    sendWhole(response, allowedHead(answer, rules), answer.body, own);
    return undefined;
  }

  async #stream(
    found: FoundFunction,
    asked: Asked,
    { response, own, rules, signal }: Destination,
  ): Promise<UrlRefusal | undefined> {
    const streaming = await streamInvocation((sink) => this.invoker.run(found, asked, sink), signal);
    if (streaming.contentType === undefined) return badGateway;
    const chunks = streaming.chunks[Symbol.asyncIterator]();
    const told = streaming.contentType === preludeContentType ? await readPrelude(chunks) : bare(streaming.contentType);
    if (!told) {
      await chunks.return?.();
      return badGateway;
    }
    const headers = { 'content-type': 'application/octet-stream', ...told.head.headers };
    await sendStream(response, allowedHead({ ...told.head, headers }, rules), whole(told.rest, chunks, streaming.outcome), own);
    return undefined;
  }
}

const bare = (contentType: string) => ({
  head: { status: 200, headers: { 'content-type': contentType }, cookies: [] },
  rest: new Uint8Array(),
});

/** Throws at its end when the function did not reach its own. */
async function* whole(
  first: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  outcome: Promise<{ readonly functionError?: string }>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (first.length > 0) yield first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
  if ((await outcome).functionError) throw new Error('The function failed in the middle of its answer.');
}
