import type { IncomingMessage, ServerResponse } from 'node:http';
import { replies, reply, replyAndClose } from './replies.js';
import { failureInTrailers, tooLarge, truncatedResponse } from './runtime-failures.js';
import type { RuntimeSession } from './runtime-session.js';

const nothing = new Uint8Array();

/** Passes an answer on while the function writes it, no faster than it is taken, and never more than `bytesMax` of it. */
export async function streamAnswer(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
  bytesMax: number,
): Promise<void> {
  const refuse = (): void => {
    session.answer(tooLarge(bytesMax));
    replyAndClose(response, replies.tooLarge(bytesMax));
  };
  if (Number(request.headers['content-length']) > bytesMax) return refuse();
  session.beginStream(request.headers['content-type'] ?? 'application/octet-stream');
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += (chunk as Buffer).length;
      if (bytes > bytesMax) return refuse();
      await session.pass(chunk as Buffer);
    }
  } catch {
    session.answer(truncatedResponse);
    return;
  }
  session.answer(failureInTrailers(request) ?? { payload: nothing });
  reply(response, replies.accepted);
}
