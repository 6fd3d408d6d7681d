import { WireError } from '../errors/wire-error.js';
import type { TimestampFormat } from '../schema/description.js';

/** Prints a moment as Smithy's timestamp formats do; milliseconds only where there are any, or where the format says so. */
export function printTimestamp(value: Date, format: Exclude<TimestampFormat, 'epoch-seconds'>): string {
  if (format === 'http-date') return value.toUTCString();
  const text = value.toISOString();
  return format === 'date-time' ? text.replace('.000Z', 'Z') : text;
}

/** Reads a moment in the stated format; text that is a number is epoch seconds whatever the format, as AWS lets it be. */
export function readTimestamp(value: string | number, format: TimestampFormat): Date {
  const numeric = typeof value === 'number' ? value : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  const date = new Date(numeric === undefined ? Date.parse(value as string) : Math.round(numeric * 1_000));
  if (Number.isNaN(date.getTime()))
    throw new WireError('SerializationException', `'${String(value).slice(0, 64)}' is no ${format} timestamp`);
  return date;
}
