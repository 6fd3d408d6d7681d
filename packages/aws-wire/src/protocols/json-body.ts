import { randomUUID } from 'node:crypto';
import { changeValues } from '../values/change-values.js';
import { parseJsonObject, unreadableJson } from '../values/json.js';
import { longStrings } from '../values/long-strings.js';
import { LongText } from '../values/long-text.js';
import { requireUtf8, utf8Body } from './utf8-body.js';

const KILOBYTE = 1024;
/** What is smaller is parsed as it is. */
const largeBytesMin = 256 * KILOBYTE;
const longBytesMin = 64 * KILOBYTE;

/**
 * Parses a body that must be a JSON object; an empty one is an empty object. Of a large body long strings stay where they are, as
 * `LongText`: base64 of them is undone in the body's own memory, which whoever parsed it must not read again.
 */
export function parseJsonBody(body: Buffer): Readonly<Record<string, unknown>> {
  return body.length < largeBytesMin ? parseJsonObject(utf8Body(body)) : parseLarge(requireUtf8(body));
}

function parseLarge(body: Buffer): Readonly<Record<string, unknown>> {
  const texts = longTexts(body);
  // Nobody who wrote the body can have known it.
  const mark = randomUUID();
  const pieces: string[] = [];
  let doneByte = 0;
  for (const [index, { startByte, endByte }] of texts.entries()) {
    pieces.push(body.toString('utf8', doneByte, startByte), mark, String(index));
    doneByte = endByte;
  }
  const parsed = parseJsonObject([...pieces, body.toString('utf8', doneByte)].join(''));
  if (texts.length > 0) {
    const isMark = (value: unknown) => typeof value === 'string' && value.startsWith(mark);
    changeValues(parsed, (value) => (isMark(value) ? texts[Number((value as string).slice(mark.length))] : value));
  }
  return parsed;
}

function longTexts(body: Buffer): readonly LongText[] {
  try {
    return longStrings(body, longBytesMin).map(({ startByte, endByte }) => new LongText(body, startByte, endByte));
  } catch (error) {
    throw error instanceof SyntaxError ? unreadableJson() : error;
  }
}
