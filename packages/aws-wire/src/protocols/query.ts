import type { ErrorAnswer } from '../errors/error-answer.js';
import { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import type { ReceivedRequest } from '../routing/received-request.js';
import type { OperationDescription, ServiceDescription } from '../schema/description.js';
import { type FormNode, parseForm, structureFromForm } from '../values/form.js';
import { element, escapeXml, structureToXml } from '../values/xml.js';
import type { Protocol } from './protocol.js';
import { utf8Body } from './utf8-body.js';

/** Of errors that no service answers, as AWS names it. */
const faultNamespace = 'http://webservices.amazon.com/AWSFault/2005-15-09';

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: forms in, XML out. */
export function query(service: ServiceDescription): Protocol {
  const namespace = service.xmlNamespace || faultNamespace;
  return {
    find: (request) => {
      const operation = service.operations.get(actionOf(request) ?? '');
      return operation && { operation, labels: {} };
    },
    unknown: (request) => {
      const action = actionOf(request);
      const message = action
        ? `Could not find operation ${action.slice(0, 128)} for version ${service.apiVersion || 'NO_VERSION_SPECIFIED'}`
        : 'The request must contain the parameter Action';
      return new WireError('UnknownOperationException', message);
    },
    read: ({ operation }, request) => structureFromForm(operation.input, formOf(request)),
    write: (operation, output, requestId) => writeOutput(operation, output, requestId, namespace),
    writeError: (error, requestId) => writeError(error, requestId, namespace),
  };
}

/** Parsed forms, so that finding the operation and reading its input parse but once. */
const forms = new WeakMap<ReceivedRequest, FormNode>();

function formOf(request: ReceivedRequest): FormNode {
  const known = forms.get(request);
  if (known) return known;
  const inBody = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const form = parseForm(inBody ? [...request.query, ...new URLSearchParams(utf8Body(request.body))] : request.query);
  forms.set(request, form);
  return form;
}

function actionOf(request: ReceivedRequest): string | undefined {
  return formOf(request).children.get('Action')?.text;
}

function writeOutput(
  operation: OperationDescription,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
  namespace: string,
): WireResponse {
  const { members } = operation.output;
  const result = members.length === 0 ? '' : element(`${operation.name}Result`, structureToXml(operation.output, output));
  const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)));
  return xmlResponse(200, element(`${operation.name}Response`, result + metadata, namespace), requestId);
}

function writeError(error: ErrorAnswer, requestId: string, namespace: string): WireResponse {
  const members = (error.shape?.members ?? []).filter((member) => !/^(message|type)$/i.test(member.name));
  const inner =
    element('Type', error.fault === 'client' ? 'Sender' : 'Receiver') +
    element('Code', escapeXml(error.query.code)) +
    element('Message', escapeXml(error.message)) +
    (error.shape ? structureToXml({ ...error.shape, members }, error.source) : '');
  const body = element('ErrorResponse', element('Error', inner) + element('RequestId', escapeXml(requestId)), namespace);
  return xmlResponse(error.query.status, body, requestId);
}

function xmlResponse(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId }, body };
}
