import type { ErrorAnswer } from '../errors/error-answer.js';
import type { WireError } from '../errors/wire-error.js';
import type { WireResponse } from '../http.js';
import type { ReceivedRequest } from '../routing/received-request.js';
import type { OperationDescription, ServiceDescription } from '../schema/description.js';

export type ProtocolName = 'rest-json' | 'query' | 'json-1.0' | 'json-1.1' | 'rpc-v2-cbor' | 'rest-xml';

/** How one service is spoken to in one protocol. */
export interface Protocol {
  /** The operation that a request asks for; undefined when the service has none such. */
  find(request: ReceivedRequest): FoundOperation | undefined;
  /** What to refuse a request with for which nothing was found. */
  unknown(request: ReceivedRequest): WireError;
  read(found: FoundOperation, request: ReceivedRequest): Record<string, unknown>;
  /** `answerOf` says how to tell of what is thrown while the answer already flows. */
  write(
    operation: OperationDescription,
    output: Readonly<Record<string, unknown>>,
    requestId: string,
    answerOf: (thrown: unknown) => ErrorAnswer,
  ): WireResponse;
  writeError(error: ErrorAnswer, requestId: string): WireResponse;
}

export interface FoundOperation {
  readonly operation: OperationDescription;
  /** Parts of the path, still percent-encoded; empty where paths carry none. */
  readonly labels: Readonly<Record<string, string>>;
}

export type MakeProtocol = (service: ServiceDescription) => Protocol;
