import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import { BucketRoutes } from '../object-storage/bucket-routes.js';
import { urlEncodedListing } from '../object-storage/url-encoded-listing.js';
import { decoded, type ReceivedRequest } from '../routing/received-request.js';
import type { Member, OperationDescription, ServiceDescription } from '../schema/description.js';
import { asBuffer } from '../values/text.js';
import { element, escapeXml, rootToXml, structureToXml } from '../values/xml.js';
import { parseXml, type XmlElement } from '../values/xml-document.js';
import { malformedXml, structureFromXml } from '../values/xml-input.js';
import { byLocation, type Places, readPlaced, writePlaced } from './http-places.js';
import type { FoundOperation, Protocol } from './protocol.js';
import { utf8Body } from './utf8-body.js';

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html as S3 speaks it: buckets and keys in host and path, XML both ways. */
export function restXml(service: ServiceDescription): Protocol {
  const routes = new BucketRoutes(service.operations.values());
  const inputs = new Map([...service.operations.values()].map((operation) => [operation, byLocation(operation.input)]));
  const outputs = new Map([...service.operations.values()].map((operation) => [operation, byLocation(operation.output)]));
  return {
    find: (request) => findOperation(routes, request),
    unknown: ({ method }) =>
      new WireError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { Method: method }),
    read: (found, request) => readInput(inputs.get(found.operation)!, found, request),
    write: (operation, output, requestId) =>
      writeOutput(service, operation, outputs.get(operation)!, urlEncodedListing(output), requestId),
    writeError,
  };
}

function findOperation(routes: BucketRoutes, request: ReceivedRequest): FoundOperation | undefined {
  const address = request.address;
  const operation = address && routes.find(request, address);
  return operation && { operation, labels: { Bucket: address.bucket ?? '', Key: address.key ?? '' } };
}

function readInput(places: Places, { operation, labels }: FoundOperation, request: ReceivedRequest): Record<string, unknown> {
  const input = { ...readBody(places, operation, request), ...readPlaced(places, request) };
  for (const { name } of places.labels) input[name] = decoded(labels[name]!);
  const missing = operation.input.members.find(({ name, required }) => required && input[name] === undefined);
  if (missing) throw missingMember(missing);
  return input;
}

function missingMember({ name, location }: Member): WireError {
  if (location.in === 'payload' || location.in === 'body') return malformedXml();
  const what = location.in === 'query' ? 'parameter' : 'header';
  return new WireError(
    'InvalidRequest',
    `Missing required ${what} for this request: ${'name' in location ? location.name : name}`,
  );
}

function readBody({ payload, body }: Places, { input }: OperationDescription, request: ReceivedRequest): Record<string, unknown> {
  if (payload?.streaming) return { [payload.name]: request.stream };
  if (request.body.length === 0) return {};
  if (payload?.shape.kind === 'structure') {
    return { [payload.name]: structureFromXml(payload.shape, documentOf(request.body, payload.xmlName, payload.shape.name)) };
  }
  if (payload) return { [payload.name]: payload.shape.kind === 'blob' ? request.body : utf8Body(request.body) };
  return body.length === 0 ? {} : structureFromXml({ ...input, members: body }, documentOf(request.body, input.xmlName));
}

/** Clients of 2020 and 2021 name the root after the shape: `CompletedMultipartUpload` for `CompleteMultipartUpload`. */
function documentOf(body: Buffer, ...rootNames: readonly string[]): XmlElement {
  const root = parseXml(utf8Body(body));
  if (!root || !rootNames.includes(root.name)) throw malformedXml();
  return root;
}

function writeOutput(
  service: ServiceDescription,
  operation: OperationDescription,
  places: Places,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  const headers = { ...requestIds(requestId), ...writePlaced(places, output) };
  // A part of an object is told of by its range.
  const status = output.ContentRange === undefined ? (operation.http?.successStatus ?? 200) : 206;
  const { payload, body } = places;
  const given = payload && output[payload.name];
  if (given instanceof Readable) return { status, headers, body: given };
  if (given instanceof Uint8Array) return { status, headers, body: asBuffer(given) };
  if (typeof given === 'string') return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: given };
  const root =
    payload?.shape.kind === 'structure' && given !== undefined && given !== null
      ? rootToXml(payload.xmlName, service.xmlNamespace, payload.shape, given as Record<string, unknown>, bodyTimestamps)
      : body.length > 0
        ? rootToXml(
            operation.output.xmlName,
            service.xmlNamespace,
            { ...operation.output, members: body },
            output,
            bodyTimestamps,
          )
        : '';
  if (root === '') return { status, headers, body: '' };
  return { status, headers: { 'Content-Type': 'application/xml', ...headers }, body: xmlDeclaration + root };
}

/** S3 writes milliseconds even where there are none: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const bodyTimestamps = 'date-time-with-milliseconds';
const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An error may bring `details`, which become elements, and `headers`. */
function writeError(error: ErrorAnswer, requestId: string): WireResponse {
  const { code, status } = asStorageSays(error);
  const { details = {}, headers = {} } = error.source as { details?: Record<string, string>; headers?: Record<string, string> };
  const own = Object.entries(details).map(([name, value]) => element(name, escapeXml(value)));
  const shaped = error.shape ? structureToXml(error.shape, error.source) : '';
  const ids = requestIds(requestId);
  const body = element(
    'Error',
    element('Code', escapeXml(code)) +
      element('Message', escapeXml(error.message)) +
      own.join('') +
      shaped +
      element('RequestId', escapeXml(requestId)) +
      element('HostId', hostId),
  );
  const isBodyless = status === 304;
  return {
    status,
    headers: { ...ids, ...(!isBodyless && { 'Content-Type': 'application/xml' }), ...headers },
    body: isBodyless ? '' : xmlDeclaration + body,
  };
}

/** What S3 calls the errors that every service shares. */
function asStorageSays({ code, query }: ErrorAnswer): { readonly code: string; readonly status: number } {
  switch (code) {
    case 'InternalFailure':
      return { code: 'InternalError', status: 500 };
    case 'ValidationException':
    case 'SerializationException':
      return { code: 'InvalidArgument', status: 400 };
    case 'RequestEntityTooLargeException':
      return { code: 'EntityTooLarge', status: 400 };
    default:
      return query;
  }
}

/** Which process answered. */
export const hostId = randomBytes(56).toString('base64');

function requestIds(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId };
}
