import { decoded, type ReceivedRequest } from '../routing/received-request.js';
import type { Member, StructureShape } from '../schema/description.js';
import { printText, readText } from '../values/text.js';

/** The members of a structure by where they stand in an HTTP message. */
export interface Places {
  readonly body: readonly Member[];
  readonly payload: Member | undefined;
  readonly status: Member | undefined;
  readonly labels: readonly Member[];
  readonly query: readonly Named[];
  readonly queryParams: Member | undefined;
  readonly headers: readonly Named[];
  readonly prefixHeaders: readonly Named[];
}

interface Named {
  readonly member: Member;
  readonly name: string;
}

export function byLocation({ members }: StructureShape): Places {
  const within = (place: Member['location']['in']) => members.filter((member) => member.location.in === place);
  const named = (place: 'query' | 'header' | 'prefixHeaders') =>
    members.flatMap((member) => (member.location.in === place ? [{ member, name: member.location.name }] : []));
  return {
    body: within('body'),
    payload: within('payload')[0],
    status: within('status')[0],
    labels: within('label'),
    query: named('query'),
    queryParams: within('queryParams')[0],
    headers: named('header'),
    prefixHeaders: named('prefixHeaders'),
  };
}

/** The members that a request carries outside of its body and path. */
export function readPlaced(places: Places, request: ReceivedRequest): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { member, name } of places.query) {
    const values = request.query.filter((pair) => pair[0] === name).map((pair) => pair[1]);
    if (values.length > 0) input[member.name] = readValues(member, values, 'date-time');
  }
  if (places.queryParams) {
    const bound = new Set(places.query.map(({ name }) => name));
    input[places.queryParams.name] = Object.fromEntries(request.query.filter(([name]) => !bound.has(name)));
  }
  for (const { member, name } of places.headers) {
    const value = request.headers[name.toLowerCase()];
    if (value === undefined) continue;
    input[member.name] = readValues(
      member,
      member.shape.kind === 'list' ? value.split(',').map((v) => v.trim()) : [value],
      'http-date',
    );
  }
  for (const { member, name } of places.prefixHeaders) {
    const prefix = name.toLowerCase();
    const matching = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix));
    input[member.name] = Object.fromEntries(matching.map(([header, value]) => [header.slice(prefix.length), value]));
  }
  return input;
}

/** A label of the path, still percent-encoded, as its member's value. */
export function readLabel(member: Member, encoded: string): unknown {
  return readText(member.shape, decoded(encoded), 'date-time');
}

function readValues({ shape }: Member, values: readonly string[], timestamps: 'date-time' | 'http-date'): unknown {
  if (shape.kind === 'list') return values.map((value) => readText(shape.member.shape, value, timestamps));
  return readText(shape, values[0]!, timestamps);
}

/** The headers of an output's members. */
export function writePlaced(places: Places, output: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { member, name } of places.headers) {
    if (output[member.name] != null) headers[name] = printHeader(member, output[member.name]);
  }
  for (const { member, name } of places.prefixHeaders) {
    for (const [suffix, value] of Object.entries((output[member.name] ?? {}) as object)) headers[name + suffix] = String(value);
  }
  return headers;
}

/** A member as a header's value. */
export function printHeader({ shape }: Member, value: unknown): string {
  if (shape.kind !== 'list') return printText(shape, value, 'http-date');
  return (value as readonly unknown[]).map((item) => printText(shape.member.shape, item, 'http-date')).join(', ');
}
