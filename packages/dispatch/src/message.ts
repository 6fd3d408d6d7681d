import type { ExecutableVersion } from '@hearth/lambda';
import { encodeFrame, type Frame, MalformedFrameError } from './frame.js';
import type { FinishedInvocation, InvocationRequest, Preparation, RefusedInvocation } from './invocation.js';
import type { Provision } from './provisioning.js';

/** What travels between API and worker. Payload bytes lie behind the headers and are never parsed. */
export type Message =
  /** API → worker: what later messages call by its configurationId. */
  | { readonly kind: 'define'; readonly target: ExecutableVersion }
  | { readonly kind: 'prepare'; readonly configurationId: string }
  | { readonly kind: 'invoke'; readonly head: InvokeHead; readonly payload: Uint8Array }
  /** So many bytes of the stream's chunks are no longer waiting here: as many more may be sent. */
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'keep'; readonly configurationId: string; readonly environments: number }
  | { readonly kind: 'ping' }
  /** Worker → API. */
  | { readonly kind: 'prepared'; readonly preparation: Preparation }
  | { readonly kind: 'kept'; readonly provision: Provision }
  /** The answer to an invocation that streams has begun; its chunks follow, and `finished` after them. */
  | { readonly kind: 'began'; readonly contentType: string }
  | { readonly kind: 'chunk'; readonly head: Record<string, never>; readonly payload: Uint8Array }
  | { readonly kind: 'finished'; readonly head: FinishedHead; readonly payload: Uint8Array }
  | { readonly kind: 'refused'; readonly refusal: RefusedInvocation }
  /** The worker no longer holds the definition; define it again and repeat. */
  | { readonly kind: 'unknown'; readonly configurationId: string }
  /** The worker itself failed; whether the function ran is not known. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'room'; readonly freeMegabytes: number };

export type InvokeHead = Omit<InvocationRequest, 'target' | 'payload'> & {
  readonly configurationId: string;
  /** Present when the answer is wanted as it comes. */
  readonly streams?: true;
};
type FinishedHead = Omit<FinishedInvocation, 'kind' | 'payload'>;

const kindNumbers: Record<Message['kind'], number> = {
  define: 1,
  prepare: 2,
  invoke: 3,
  ping: 4,
  taken: 5,
  keep: 6,
  prepared: 65,
  finished: 66,
  refused: 67,
  unknown: 68,
  failed: 69,
  room: 70,
  began: 71,
  chunk: 72,
  kept: 73,
};
const kindsByNumber = new Map(Object.entries(kindNumbers).map(([kind, number]) => [number, kind as Message['kind']]));
const nothing = new Uint8Array();
const withPayload: ReadonlySet<Message['kind']> = new Set(['invoke', 'finished', 'chunk']);

export function encodeMessage(stream: number, message: Message): Uint8Array[] {
  const { kind, payload = nothing, ...rest } = message as { kind: Message['kind']; payload?: Uint8Array };
  const head = Buffer.from(JSON.stringify('head' in rest ? rest.head : rest));
  const headLength = Buffer.allocUnsafe(4);
  headLength.writeUInt32BE(head.length);
  return encodeFrame(kindNumbers[kind], stream, payload.length > 0 ? [headLength, head, payload] : [headLength, head]);
}

/** Throws MalformedFrameError for what no peer of ours sends. */
export function decodeMessage(frame: Frame): Message {
  const kind = kindsByNumber.get(frame.kind);
  if (!kind) throw new MalformedFrameError(`no message has kind ${frame.kind}`);
  if (frame.body.length < 4) throw new MalformedFrameError('a message lacks its head');
  const endOfHead = 4 + frame.body.readUInt32BE(0);
  if (endOfHead > frame.body.length) throw new MalformedFrameError('a head is longer than its frame');
  const head = parsedHead(frame.body.subarray(4, endOfHead));
  if (!withPayload.has(kind)) return { kind, ...head } as Message;
  return { kind, head, payload: frame.body.subarray(endOfHead) } as unknown as Message;
}

function parsedHead(bytes: Buffer): Record<string, unknown> {
  const head: unknown = parsedOrNull(bytes);
  if (head === null || typeof head !== 'object') throw new MalformedFrameError('a head is not a JSON object');
  return head as Record<string, unknown>;
}

function parsedOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
