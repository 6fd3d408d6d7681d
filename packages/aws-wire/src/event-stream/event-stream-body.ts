import { Readable } from 'node:stream';
import { EventStreamCodec } from '@smithy/core/event-streams';
import type { ErrorAnswer } from '../errors/error-answer.js';
import type { Member, StructureShape } from '../schema/description.js';
import { structureToJson } from '../values/json.js';
import { asBuffer } from '../values/text.js';

/** Events as a handler gives them: each an object with one member, the event's name. */
export type OutgoingEvents = AsyncIterable<Readonly<Record<string, unknown>>>;

export const eventStreamContentType = 'application/vnd.amazon.eventstream';

/**
 * The body of an answer whose payload is a stream of events, one message for each: https://smithy.io/2.0/aws/amazon-eventstream.html.
 * Events are asked for only as fast as the client reads, and given up when it goes away. What is thrown among them becomes the last message.
 */
export function eventStreamBody(
  union: StructureShape,
  events: OutgoingEvents,
  answerOf: (thrown: unknown) => ErrorAnswer,
): Readable {
  return Readable.from(messages(union, events, answerOf), { objectMode: false });
}

async function* messages(
  union: StructureShape,
  events: OutgoingEvents,
  answerOf: (thrown: unknown) => ErrorAnswer,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const event of events) yield eventMessage(union, event);
  } catch (thrown) {
    yield failureMessage(answerOf(thrown));
  }
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : asBuffer(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

function eventMessage(union: StructureShape, event: Readonly<Record<string, unknown>>): Uint8Array {
  const member = union.members.find(({ name }) => event[name] !== undefined);
  if (member?.shape.kind !== 'structure') throw new Error(`an event is none of ${union.name}: ${Object.keys(event).join()}`);
  const value = event[member.name] as Readonly<Record<string, unknown>>;
  const { members } = member.shape;
  const inHeaders = members.filter((each) => each.eventPart === 'header' && value[each.name] !== undefined);
  const { contentType, body } = content(members, value);
  return message(
    {
      ':message-type': 'event',
      ':event-type': member.name,
      ':content-type': contentType,
      ...Object.fromEntries(inHeaders.map(({ name }) => [name, String(value[name])])),
    },
    body,
  );
}

/** The one member that is the payload, or all that are no headers as JSON. */
function content(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
): { readonly contentType: string; readonly body: Uint8Array } {
  const payload = members.find(({ eventPart }) => eventPart === 'payload');
  const own = payload && value[payload.name];
  if (payload?.shape.kind === 'blob') {
    return { contentType: 'application/octet-stream', body: (own as Uint8Array | undefined) ?? Buffer.alloc(0) };
  }
  if (payload?.shape.kind === 'string') return { contentType: 'text/plain', body: Buffer.from(String(own ?? ''), 'utf8') };
  const shown =
    payload?.shape.kind === 'structure'
      ? structureToJson(payload.shape.members, (own ?? {}) as Record<string, unknown>)
      : structureToJson(
          members.filter(({ eventPart }) => eventPart === undefined),
          value,
        );
  return { contentType: 'application/json', body: Buffer.from(JSON.stringify(shown), 'utf8') };
}

function failureMessage({ code, message: text, messageMember }: ErrorAnswer): Uint8Array {
  const body = Buffer.from(JSON.stringify({ [messageMember]: text }), 'utf8');
  return message({ ':message-type': 'exception', ':exception-type': code, ':content-type': 'application/json' }, body);
}

function message(headers: Readonly<Record<string, string>>, body: Uint8Array): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  return codec.encode({ headers: Object.fromEntries(typed), body });
}
