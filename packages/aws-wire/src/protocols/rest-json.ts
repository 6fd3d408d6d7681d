import { Readable } from 'node:stream';
import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import { PathRoutes } from '../routing/path-routes.js';
import { decoded, type ReceivedRequest } from '../routing/received-request.js';
import type { Member, OperationDescription, ServiceDescription, StructureShape } from '../schema/description.js';
import { fromJson, parseJsonObject, structureFromJson, structureToJson, toJson } from '../values/json.js';
import { asBuffer, printText, readText } from '../values/text.js';
import type { FoundOperation, Protocol } from './protocol.js';
import { utf8Body } from './utf8-body.js';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html: one path per operation, JSON bodies, members all over the message. */
export function restJson(service: ServiceDescription): Protocol {
  const routes = new PathRoutes([...service.operations.values()].filter((operation) => operation.http));
  const inputs = new Map([...service.operations.values()].map((operation) => [operation, byLocation(operation.input)]));
  const outputs = new Map([...service.operations.values()].map((operation) => [operation, byLocation(operation.output)]));
  return {
    find: ({ method, path, query }) => routes.find(method, path, query),
    unknown: ({ method, path }) =>
      new WireError('UnknownOperationException', `${service.id || 'AWS'} has no operation at ${method} ${path.slice(0, 256)}`),
    read: (found, request) => readInput(inputs.get(found.operation)!, found, request),
    write: (operation, output, requestId) => writeOutput(operation, outputs.get(operation)!, output, requestId),
    writeError: writeRestJsonError,
  };
}

interface Places {
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

function byLocation({ members }: StructureShape): Places {
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

function readInput(places: Places, { labels }: FoundOperation, request: ReceivedRequest): Record<string, unknown> {
  const input = readBody(places, request.body);
  for (const member of places.labels) input[member.name] = readText(member.shape, decoded(labels[member.name]!), 'date-time');
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

function readBody({ payload, body }: Places, bytes: Buffer): Record<string, unknown> {
  if (!payload) return body.length === 0 ? {} : structureFromJson(body, parseJsonObject(utf8Body(bytes)));
  if (bytes.length === 0) return {};
  if (payload.shape.kind === 'blob') return { [payload.name]: bytes };
  if (payload.shape.kind === 'string') return { [payload.name]: utf8Body(bytes) };
  return { [payload.name]: fromJson(payload.shape, parseJsonObject(utf8Body(bytes))) };
}

function readValues({ shape }: Member, values: readonly string[], timestamps: 'date-time' | 'http-date'): unknown {
  if (shape.kind === 'list') return values.map((value) => readText(shape.member.shape, value, timestamps));
  return readText(shape, values[0]!, timestamps);
}

function writeOutput(
  operation: OperationDescription,
  places: Places,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId };
  for (const { member, name } of places.headers) {
    if (output[member.name] != null) headers[name] = printValue(member, output[member.name]);
  }
  for (const { member, name } of places.prefixHeaders) {
    for (const [suffix, value] of Object.entries((output[member.name] ?? {}) as object)) headers[name + suffix] = String(value);
  }
  const stated = places.status && (output[places.status.name] as number | undefined);
  const status = stated ?? operation.http?.successStatus ?? 200;
  return { status, headers, body: status === 204 ? '' : writeBody(places, output) };
}

function writeBody({ payload, body }: Places, output: Readonly<Record<string, unknown>>): Buffer | string | Readable {
  if (!payload) return JSON.stringify(structureToJson(body, output));
  const value = output[payload.name];
  if (value === undefined || value === null) return '';
  if (value instanceof Readable) return value;
  if (value instanceof Uint8Array) return asBuffer(value);
  if (payload.shape.kind === 'string') return String(value);
  return JSON.stringify(toJson(payload.shape, value));
}

function printValue({ shape }: Member, value: unknown): string {
  if (shape.kind !== 'list') return printText(shape, value, 'http-date');
  return (value as readonly unknown[]).map((item) => printText(shape.member.shape, item, 'http-date')).join(', ');
}

/** The code in a header, the message as the error's schema spells it, further members where the schema puts them. */
function writeRestJsonError(error: ErrorAnswer, requestId: string): WireResponse {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'x-amzn-RequestId': requestId,
    'x-amzn-ErrorType': error.code,
  };
  const body: Record<string, unknown> = {};
  for (const member of error.shape?.members ?? []) {
    const value = error.source[member.name];
    if (member.name === 'Type') body.Type = error.fault === 'client' ? 'User' : 'Service';
    else if (value === undefined || value === null || /^message$/i.test(member.name)) continue;
    else if (member.location.in === 'header') headers[member.location.name] = printValue(member, value);
    else body[member.jsonName] = toJson(member.shape, value);
  }
  body[error.messageMember] = error.message;
  return { status: error.status, headers, body: JSON.stringify(body) };
}
