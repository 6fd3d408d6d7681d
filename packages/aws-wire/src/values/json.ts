import { WireError } from '../errors/wire-error.js';
import type { Member, Shape, StructureShape } from '../schema/description.js';
import { changeValues } from './change-values.js';
import { LongText } from './long-text.js';
import { asBuffer, readBase64, unreadable } from './text.js';
import { printTimestamp, readTimestamp } from './timestamp.js';

/** Parses a JSON document that must be an object; an empty body is an empty object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = text === '' ? {} : JSON.parse(text);
  } catch {
    throw unreadableJson();
  }
  if (!isObject(parsed)) throw misplaced(parsed, 'a Structure');
  return parsed;
}

export const unreadableJson = () => new WireError('SerializationException', 'Could not parse request body into json');

/** Gives a parsed JSON value the types of its shape. Unknown members are dropped, as AWS does; null is absent. */
export function fromJson(shape: Shape, value: unknown): unknown {
  if (value instanceof LongText) return fromLongText(shape, value);
  switch (shape.kind) {
    case 'structure':
      if (!isObject(value)) throw misplaced(value, 'a Structure');
      return structureFromJson(shape.members, value);
    case 'list':
      if (!Array.isArray(value)) throw misplaced(value, 'a List');
      return value.filter((item) => item !== null).map((item) => fromJson(shape.member.shape, item));
    case 'map': {
      if (!isObject(value)) throw misplaced(value, 'a Map');
      const present = Object.entries(value).filter(([, item]) => item !== null);
      return Object.fromEntries(present.map(([key, item]) => [key, fromJson(shape.value.shape, item)]));
    }
    case 'string':
    case 'boolean':
    case 'number':
      if (typeof value !== shape.kind) throw misplaced(value, typeNames[shape.kind]);
      return value;
    case 'blob':
      if (typeof value !== 'string') throw misplaced(value, 'a Blob');
      return readBase64(value);
    case 'timestamp':
      if (typeof value !== 'number' && typeof value !== 'string') throw misplaced(value, 'a Date');
      return readTimestamp(value, shape.format ?? 'epoch-seconds');
    case 'bigInteger':
      if (typeof value !== 'number') throw misplaced(value, 'a Number');
      return BigInt(Math.trunc(value));
    case 'bigDecimal':
      return String(value);
    case 'document':
      return plainDocument(value);
  }
}

function fromLongText(shape: Shape, long: LongText): unknown {
  if (shape.kind !== 'blob') return fromJson(shape, long.text());
  const beginning = long.beginning();
  const bytes = long.takeBase64();
  if (!bytes) throw unreadable(beginning, 'a Blob');
  return bytes;
}

function plainDocument(value: unknown): unknown {
  const document = { value };
  changeValues(document, (each) => (each instanceof LongText ? each.text() : each));
  return document.value;
}

/** The members of a structure that stand in a JSON object. */
export function structureFromJson(members: readonly Member[], value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const member of members) {
    const item = Object.hasOwn(value, member.jsonName) ? value[member.jsonName] : undefined;
    if (item !== undefined && item !== null) structure[member.name] = fromJson(member.shape, item);
  }
  return structure;
}

/** A value as `JSON.stringify` is to print it. Members that the shape does not have are dropped. */
export function toJson(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure':
      return structureToJson(shape.members, value as Readonly<Record<string, unknown>>);
    case 'list':
      return (value as readonly unknown[]).map((item) => toJson(shape.member.shape, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).flatMap(([key, item]) => (item == null ? [] : [[key, toJson(shape.value.shape, item)]])),
      );
    case 'blob':
      return asBuffer(value as Uint8Array).toString('base64');
    case 'timestamp': {
      const format = shape.format ?? 'epoch-seconds';
      return format === 'epoch-seconds' ? (value as Date).getTime() / 1_000 : printTimestamp(value as Date, format);
    }
    case 'bigInteger':
      return Number(value);
    default:
      return value;
  }
}

/** A JSON object of some members of a structure. */
export function structureToJson(
  members: StructureShape['members'],
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const member of members) {
    const item = value[member.name];
    if (item !== undefined && item !== null) object[member.jsonName] = toJson(member.shape, item);
  }
  return object;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const typeNames = { string: 'a String', boolean: 'a Boolean', number: 'a Number' } as const;

/** In the words of AWS's own deserialiser. */
function misplaced(value: unknown, wanted: string): WireError {
  const message = Array.isArray(value)
    ? 'Start of list found where not expected'
    : typeof value === 'object' && value !== null
      ? 'Start of structure or map found where not expected.'
      : `${token(value)} can not be converted to ${wanted}`;
  return new WireError('SerializationException', message);
}

function token(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number') return 'NUMBER_VALUE';
  return value === true ? 'TRUE_VALUE' : value === false ? 'FALSE_VALUE' : 'NULL_VALUE';
}
