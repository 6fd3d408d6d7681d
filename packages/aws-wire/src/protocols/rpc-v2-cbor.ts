import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import type { Member, ServiceDescription, StructureShape } from '../schema/description.js';
import { parseCbor, printCbor } from '../values/cbor.js';
import type { Protocol } from './protocol.js';

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html: `POST /service/{service}/operation/{operation}`, CBOR bodies. */
export function rpcV2Cbor(service: ServiceDescription): Protocol {
  return {
    find: ({ method, path }) => {
      const [, serviceName, operationName] = /^\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(path) ?? [];
      const operation = method === 'POST' && serviceName === service.target ? service.operations.get(operationName!) : undefined;
      return operation && { operation, labels: {} };
    },
    unknown: ({ path }) => new WireError('UnknownOperationException', `There is no operation at ${path.slice(0, 256)}`),
    read: ({ operation }, { body }) => parseCbor(operation.input, body),
    write: (operation, output, requestId) => cborResponse(200, printCbor(operation.output, output), requestId),
    writeError: (error, requestId) => writeError(service, error, requestId),
  };
}

function writeError(service: ServiceDescription, error: ErrorAnswer, requestId: string): WireResponse {
  const own = (error.shape?.members ?? []).filter(({ name }) => !/^message$/i.test(name));
  const shape: StructureShape = {
    kind: 'structure',
    name: error.code,
    xmlName: error.code,
    union: false,
    members: [text('__type'), text(error.messageMember), ...own],
  };
  const type = `${error.shape ? service.namespace : 'com.amazon.coral.service'}#${error.code}`;
  const members = Object.fromEntries(own.map(({ name }) => [name, error.source[name]]));
  const body = printCbor(shape, { ...members, __type: type, [error.messageMember]: error.message });
  const response = cborResponse(error.status, body, requestId);
  if (!service.queryCompatible) return response;
  const queryError = `${error.query.code};${error.fault === 'client' ? 'Sender' : 'Receiver'}`;
  return { ...response, headers: { ...response.headers, 'x-amzn-query-error': queryError } };
}

function cborResponse(status: number, body: Buffer, requestId: string): WireResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-RequestId': requestId },
    body,
  };
}

function text(name: string): Member {
  return {
    name,
    shape: { kind: 'string' },
    location: { in: 'body' },
    jsonName: name,
    xmlName: name,
    xmlFlattened: false,
    xmlAttribute: false,
    xmlNamespace: undefined,
    sensitive: false,
    streaming: false,
    idempotencyToken: false,
    required: false,
    eventPart: undefined,
  };
}
