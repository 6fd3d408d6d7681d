import { WireError } from '../errors/wire-error.js';
import type { Shape, TimestampFormat } from '../schema/description.js';
import { printTimestamp, readTimestamp } from './timestamp.js';

/** Reads a value that stands as text: in a path, a query, a header, a form. */
export function readText(shape: Shape, text: string, timestamps: TimestampFormat): unknown {
  switch (shape.kind) {
    case 'string':
    case 'bigDecimal':
      return text;
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw unreadable(text, 'a Boolean');
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) throw unreadable(text, 'a Number');
      return value;
    }
    case 'bigInteger':
      if (!/^-?\d{1,400}$/.test(text)) throw unreadable(text, 'a Number');
      return BigInt(text);
    case 'blob':
      return readBase64(text);
    case 'timestamp':
      return readTimestamp(text, shape.format ?? timestamps);
    default:
      throw unreadable(text, `a ${shape.kind}`);
  }
}

/** Prints a value where only text can stand. */
export function printText(shape: Shape, value: unknown, timestamps: TimestampFormat): string {
  if (shape.kind === 'timestamp') {
    const format = shape.format ?? timestamps;
    return format === 'epoch-seconds' ? String((value as Date).getTime() / 1_000) : printTimestamp(value as Date, format);
  }
  if (shape.kind === 'blob') return asBuffer(value as Uint8Array).toString('base64');
  return String(value);
}

/** Undoes base64, with or without padding. */
export function readBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== Math.floor((withoutPadding(text).length * 3) / 4)) throw unreadable(text, 'a Blob');
  return bytes;
}

/** Base64 without the `=` at its end. */
export function withoutPadding(text: string): string {
  let length = text.length;
  while (text[length - 1] === '=') length--;
  return text.slice(0, length);
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function unreadable(text: string, wanted: string): WireError {
  return new WireError('SerializationException', `'${text.slice(0, 64)}' can not be converted to ${wanted}`);
}
