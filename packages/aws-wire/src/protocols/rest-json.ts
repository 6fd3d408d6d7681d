import { Readable } from 'node:stream';
import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import { eventStreamBody, eventStreamContentType, type OutgoingEvents } from '../event-stream/event-stream-body.js';
import type { WireResponse } from '../http.js';
import { PathRoutes } from '../routing/path-routes.js';
import type { ReceivedRequest } from '../routing/received-request.js';
import type { OperationDescription, ServiceDescription, StructureShape } from '../schema/description.js';
import { fromJson, structureFromJson, structureToJson, toJson } from '../values/json.js';
import { asBuffer } from '../values/text.js';
import { byLocation, type Places, printHeader, readLabel, readPlaced, writePlaced } from './http-places.js';
import { parseJsonBody } from './json-body.js';
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
    write: (operation, output, requestId, answerOf) =>
      writeOutput(operation, outputs.get(operation)!, output, requestId, answerOf),
    writeError: writeRestJsonError,
  };
}

function readInput(places: Places, { labels }: FoundOperation, request: ReceivedRequest): Record<string, unknown> {
  const input = { ...readBody(places, request.body), ...readPlaced(places, request) };
  for (const member of places.labels) input[member.name] = readLabel(member, labels[member.name]!);
  return input;
}

function readBody({ payload, body }: Places, bytes: Buffer): Record<string, unknown> {
  if (!payload) return body.length === 0 ? {} : structureFromJson(body, parseJsonBody(bytes));
  if (bytes.length === 0) return {};
  if (payload.shape.kind === 'blob') return { [payload.name]: bytes };
  if (payload.shape.kind === 'string') return { [payload.name]: utf8Body(bytes) };
  return { [payload.name]: fromJson(payload.shape, parseJsonBody(bytes)) };
}

function writeOutput(
  operation: OperationDescription,
  places: Places,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
  answerOf: (thrown: unknown) => ErrorAnswer,
): WireResponse {
  const headers = { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId, ...writePlaced(places, output) };
  const stated = places.status && (output[places.status.name] as number | undefined);
  const status = stated ?? operation.http?.successStatus ?? 200;
  const events = status === 204 ? undefined : eventsOf(places, output);
  if (events) {
    // The content type of what is in the events gives way to that of the events, as AWS's front door does it.
    const { 'Content-Type': content } = writePlaced(places, output);
    const remapped = content !== undefined && { 'X-Amzn-Remapped-Content-Type': content };
    const told = { ...headers, ...remapped, 'Content-Type': eventStreamContentType };
    return { status, headers: told, body: eventStreamBody(events.union, events.given, answerOf) };
  }
  return { status, headers, body: status === 204 ? '' : writeBody(places, output) };
}

function eventsOf(
  { payload }: Places,
  output: Readonly<Record<string, unknown>>,
): { readonly union: StructureShape; readonly given: OutgoingEvents } | undefined {
  const given = payload && output[payload.name];
  const isStream = payload?.streaming && payload.shape.kind === 'structure' && given !== undefined && given !== null;
  return isStream ? { union: payload.shape as StructureShape, given: given as OutgoingEvents } : undefined;
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
    if (member.name === 'Type') {
      if (value !== null) body.Type = error.fault === 'client' ? 'User' : 'Service';
    } else if (value === undefined || value === null || /^message$/i.test(member.name)) continue;
    else if (member.location.in === 'header') headers[member.location.name] = printHeader(member, value);
    else body[member.jsonName] = toJson(member.shape, value);
  }
  body[error.messageMember] = error.message;
  return { status: error.status, headers, body: JSON.stringify(body) };
}
