import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import type { ReceivedRequest } from '../routing/received-request.js';
import type { OperationDescription, ServiceDescription } from '../schema/description.js';
import { structureFromJson, structureToJson, toJson } from '../values/json.js';
import { parseJsonBody } from './json-body.js';
import type { MakeProtocol, Protocol } from './protocol.js';

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html: the operation in `X-Amz-Target`, one JSON object in, one out. */
export function awsJson(version: '1.0' | '1.1'): MakeProtocol {
  return (service) => {
    const contentType = `application/x-amz-json-${version}`;
    return {
      find: (request) => {
        const operation = targetOperation(service, request);
        return operation && { operation, labels: {} };
      },
      unknown: ({ headers }) =>
        new WireError('UnknownOperationException', `The target ${(headers['x-amz-target'] ?? '').slice(0, 256)} is no operation`),
      read: ({ operation }, { body }) => structureFromJson(operation.input.members, parseJsonBody(body)),
      write: (operation, output, requestId) => ({
        status: 200,
        headers: { 'Content-Type': contentType, 'x-amzn-RequestId': requestId },
        body: JSON.stringify(structureToJson(operation.output.members, output)),
      }),
      writeError: (error, requestId) => writeError(service, error, contentType, requestId),
    } satisfies Protocol;
  };
}

function targetOperation(service: ServiceDescription, { headers }: ReceivedRequest): OperationDescription | undefined {
  const target = headers['x-amz-target'] ?? '';
  const dot = target.lastIndexOf('.');
  return target.slice(0, dot) === service.target ? service.operations.get(target.slice(dot + 1)) : undefined;
}

function writeError(service: ServiceDescription, error: ErrorAnswer, contentType: string, requestId: string): WireResponse {
  const headers: Record<string, string> = { 'Content-Type': contentType, 'x-amzn-RequestId': requestId };
  if (service.queryCompatible) {
    headers['x-amzn-query-error'] = `${error.query.code};${error.fault === 'client' ? 'Sender' : 'Receiver'}`;
  }
  const body: Record<string, unknown> = {
    __type: `${error.shape ? service.namespace : 'com.amazon.coral.service'}#${error.code}`,
  };
  for (const member of error.shape?.members ?? []) {
    const value = error.source[member.name];
    if (value !== undefined && value !== null && !/^message$/i.test(member.name))
      body[member.jsonName] = toJson(member.shape, value);
  }
  body[error.messageMember] = error.message;
  return { status: error.status, headers, body: JSON.stringify(body) };
}
