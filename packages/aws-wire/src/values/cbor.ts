import { cbor, tag } from '@smithy/core/cbor';
import { WireError } from '../errors/wire-error.js';
import type { Shape, StructureShape } from '../schema/description.js';
import { readTimestamp } from './timestamp.js';

/** Parses a CBOR document that must be a map; an empty body is an empty map. */
export function parseCbor(shape: StructureShape, body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = cbor.deserialize(body);
  } catch {
    throw new WireError('SerializationException', 'Could not parse request body into cbor');
  }
  return fromCbor(shape, parsed) as Record<string, unknown>;
}

export function printCbor(shape: StructureShape, value: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(cbor.serialize(toCbor(shape, value)));
}

function fromCbor(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure': {
      if (!isMap(value)) throw misplaced(shape);
      const structure: Record<string, unknown> = {};
      for (const { name, shape: inner } of shape.members) {
        const item = Object.hasOwn(value, name) ? value[name] : undefined;
        if (item !== undefined && item !== null) structure[name] = fromCbor(inner, item);
      }
      return structure;
    }
    case 'list':
      if (!Array.isArray(value)) throw misplaced(shape);
      return value.filter((item) => item !== null).map((item) => fromCbor(shape.member.shape, item));
    case 'map':
      if (!isMap(value)) throw misplaced(shape);
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromCbor(shape.value.shape, item)]));
    case 'timestamp': {
      const seconds = isMap(value) && value.tag === 1 ? value.value : value;
      if (typeof seconds !== 'number' && typeof seconds !== 'bigint') throw misplaced(shape);
      return readTimestamp(Number(seconds), 'epoch-seconds');
    }
    case 'blob':
      if (!(value instanceof Uint8Array)) throw misplaced(shape);
      return Buffer.from(value);
    case 'number':
      if (typeof value !== 'number' && typeof value !== 'bigint') throw misplaced(shape);
      return Number(value);
    case 'bigInteger':
      if (typeof value !== 'number' && typeof value !== 'bigint') throw misplaced(shape);
      return BigInt(value);
    case 'string':
    case 'boolean':
      if (typeof value !== shape.kind) throw misplaced(shape);
      return value;
    default:
      return value;
  }
}

function toCbor(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure': {
      const items = shape.members.map(
        ({ name, shape: inner }) => [name, inner, (value as Record<string, unknown>)[name]] as const,
      );
      const present = items.filter(([, , item]) => item !== undefined && item !== null);
      return Object.fromEntries(present.map(([name, inner, item]) => [name, toCbor(inner, item)]));
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => toCbor(shape.member.shape, item));
    case 'map':
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, toCbor(shape.value.shape, item)]));
    case 'timestamp':
      return tag({ tag: 1, value: (value as Date).getTime() / 1_000 });
    default:
      return value;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function misplaced({ kind }: Shape): WireError {
  return new WireError('SerializationException', `A value can not be converted to a ${kind}`);
}
