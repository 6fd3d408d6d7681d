import { randomUUID } from 'node:crypto';
import { validateHeaderValue } from 'node:http';
import { InputValidator } from './constraints/input-validator.js';
import type { Service } from './define-service.js';
import { type ErrorAnswer, errorAnswer } from './errors/error-answer.js';
import { WireError } from './errors/wire-error.js';
import type { WireRequest, WireResponse } from './http.js';
import type { AccessKeys, Authorizer, Caller } from './identity.js';
import { StorageDoor, storageLookup, storageRequest } from './object-storage/storage-door.js';
import type { FoundOperation } from './protocols/protocol.js';
import { requestKeys } from './request-keys.js';
import { refuseLarge, statedBytes, wholeBody } from './routing/body.js';
import { type BodyRoom, LargeBodies } from './routing/large-bodies.js';
import { type ReceivedRequest, type RequestHead, requestHead } from './routing/received-request.js';
import { ServiceDirectory, type SpokenService } from './routing/service-directory.js';
import type { Call } from './service.js';
import { isSigned, readSignature } from './sigv4/read-signature.js';
import { SignatureVerifier } from './sigv4/signature-verifier.js';

export interface WireOptions<Principal extends Caller> {
  readonly services: readonly Service<Principal>[];
  readonly accessKeys: AccessKeys<Principal>;
  readonly authorizer: Authorizer<Principal>;
  /** Told of everything that was answered with a fault of our own. Must not throw. */
  readonly onFault: (fault: Fault) => void;
  /** Told of every answer once its head is known, for a log of who asked what: nothing of payloads or secrets. Must not throw. */
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly requestId?: () => string;
}

/** What went wrong on our side, with whatever the caller was not told. */
export interface Fault {
  readonly error: unknown;
  readonly requestId: string;
  readonly service: string | undefined;
  readonly operation: string | undefined;
}

/** One request and what became of it. */
export interface Answered {
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly status: number;
  /** Of the error, if it was answered with one. */
  readonly code: string | undefined;
  readonly userAgent: string | undefined;
  /** Whoever signed; undefined when nobody did or the signature was refused. */
  readonly accountId: string | undefined;
  readonly requestId: string;
  readonly milliseconds: number;
}

export interface Wire {
  /** Answers a request, whatever becomes of it. Never rejects. */
  handle(request: WireRequest): Promise<WireResponse>;
}

/** Puts services behind one endpoint. */
export function createWire<Principal extends Caller>(options: WireOptions<Principal>): Wire {
  return new SignedWire(options);
}

class SignedWire<Principal extends Caller> implements Wire {
  readonly #directory: ServiceDirectory<Principal>;
  readonly #verifier: SignatureVerifier<Principal>;
  readonly #validators: ReadonlyMap<Service<Principal>, InputValidator>;
  readonly #storageDoor: StorageDoor<Principal>;
  readonly #largeBodies = new LargeBodies();
  readonly #clock: () => number;

  constructor(private readonly options: WireOptions<Principal>) {
    this.#clock = options.clock ?? Date.now;
    this.#directory = new ServiceDirectory(options.services);
    this.#verifier = new SignatureVerifier(options.accessKeys, this.#clock);
    this.#storageDoor = new StorageDoor(options.accessKeys, this.#clock);
    this.#validators = new Map(
      options.services.map((service) => [service, new InputValidator(service.description, service.constraints)]),
    );
  }

  async handle(wireRequest: WireRequest): Promise<WireResponse> {
    const startedMs = performance.now();
    const requestId = this.options.requestId?.() ?? randomUUID();
    const progress: Progress<Principal> = { spoken: this.#directory.nobody(undefined) };
    const response = await this.#largeBodies
      .hold((room) => this.#answer(wireRequest, requestId, progress, room))
      .then(requireSendable)
      .catch((thrown: unknown) => requireSendable(this.#refusal(thrown, requestId, progress)))
      // An error whose members do not have the types of its schema cannot be written: that is a fault in turn.
      .catch((thrown: unknown) =>
        this.#refusal(new Error('an error could not be written', { cause: thrown }), requestId, progress),
      );
    this.options.onAnswer?.(answered(progress, response.status, requestId, performance.now() - startedMs));
    return { ...response, headers: { ...response.headers, Date: new Date(this.#clock()).toUTCString() } };
  }

  async #answer(
    wireRequest: WireRequest,
    requestId: string,
    progress: Progress<Principal>,
    room: BodyRoom,
  ): Promise<WireResponse> {
    const head = requestHead(wireRequest);
    progress.userAgent = head.headers['user-agent'];
    progress.spoken = this.#directory.nobody(head);
    const storage = this.#directory.findStorage(head);
    const admitted = storage
      ? await this.#admitToStorage(storage, head, wireRequest, progress)
      : await this.#admit(head, wireRequest, progress, room);
    if (!admitted) return this.#answerUnsigned(head, wireRequest, requestId, progress, room);
    const { spoken, found, request, principal, region, signingName } = admitted;
    const service = spoken.service!;
    const { operation } = found;
    const call: Call<Principal> = {
      requestId,
      service: signingName,
      operation: operation.name,
      region,
      accountId: principal.accountId,
      principal,
      conditionKeys: requestKeys(wireRequest.client, request.headers['user-agent'], region),
      headers: request.headers,
      signal: request.signal,
    };
    const input = spoken.protocol.read(found, request);
    await this.#authorize(service, input, call);
    this.#validators.get(service)!.validate(operation, input);
    const output = ((await service.handlers.get(operation.name)!(input, call)) ?? {}) as Record<string, unknown>;
    return spoken.protocol.write(operation, output, requestId, (thrown) => this.#answerOf(thrown, requestId, progress));
  }

  /** Who signed, and for which operation. Undefined when nobody did. */
  async #admit(
    head: RequestHead,
    { body }: WireRequest,
    progress: Progress<Principal>,
    room: BodyRoom,
  ): Promise<Admitted<Principal> | undefined> {
    if (!isSigned(head)) {
      refuseLarge(head, { bytesMax: bodyBytesMax });
      return undefined;
    }
    const presented = readSignature(head);
    const signingName = presented.scope.service;
    const operation = this.#directory.find(signingName, { ...head, body: noBody }).found?.operation.name;
    const limit = { bytesMax: bodyBytesMax, operation };
    refuseLarge(head, limit);
    const signed = await this.#verifier.verifyHead(head, presented);
    const request = { ...head, body: await wholeBody(body, { ...limit, statedBytes: statedBytes(head) }, room) };
    const spoken = this.#directory.find(signingName, request);
    progress.spoken = spoken;
    const principal = signed.withBody(request.body);
    progress.accountId = principal.accountId;
    const found = this.#built(spoken, signingName, request, progress);
    requireSize(spoken.service!.bodyBytesMax[found.operation.name], request.body, found.operation.name);
    return { spoken, found, request, principal, region: presented.scope.region, signingName };
  }

  /** Object storage is asked for by its head alone: nothing of the body is read before the sender is known. */
  async #admitToStorage(
    spoken: SpokenService<Principal>,
    head: RequestHead,
    { body }: WireRequest,
    progress: Progress<Principal>,
  ): Promise<Admitted<Principal>> {
    progress.spoken = spoken;
    const service = spoken.service!;
    const admitted = await this.#storageDoor.admit(head, service.objectStorage!);
    const { principal, region } = admitted;
    progress.accountId = principal.accountId;
    const found = storageLookup(admitted.head, service.objectStorage!, spoken.protocol);
    const built = this.#built({ ...spoken, found }, service.signingName, { ...head, body: noBody }, progress);
    const request = await storageRequest(admitted, built, service, body);
    return { spoken, found: built, request, principal, region, signingName: service.signingName };
  }

  /** The operation, if there is one and it has a handler. */
  #built(
    spoken: SpokenService<Principal>,
    signingName: string,
    request: ReceivedRequest,
    progress: Progress<Principal>,
  ): FoundOperation {
    const found = spoken.found ?? refuseUnknown(spoken, signingName, request);
    progress.operation = found.operation.name;
    if (spoken.service?.handlers.has(found.operation.name)) return found;
    throw new WireError('NotImplementedException', `Hearth does not implement ${signingName}:${found.operation.name} yet.`);
  }

  async #answerUnsigned(
    head: RequestHead,
    { body }: WireRequest,
    requestId: string,
    progress: Progress<Principal>,
    room: BodyRoom,
  ): Promise<WireResponse> {
    const spoken = this.#directory.findUnsigned({ ...head, body: noBody });
    if (!spoken) throw new WireError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    progress.spoken = spoken;
    const { protocol } = spoken;
    const service = spoken.service!;
    const found = spoken.found!;
    const { operation } = found;
    progress.operation = operation.name;
    const request = { ...head, body: await wholeBody(body, { bytesMax: unsignedBodyBytesMax, operation: operation.name }, room) };
    requireSize(service.bodyBytesMax[operation.name], request.body, operation.name);
    const input = protocol.read(found, request);
    this.#validators.get(service)!.validate(operation, input);
    const { headers, signal } = request;
    const call = { requestId, service: service.signingName, operation: operation.name, headers, signal };
    const output = ((await service.unsignedHandlers.get(operation.name)!(input, call)) ?? {}) as Record<string, unknown>;
    return protocol.write(operation, output, requestId, (thrown) => this.#answerOf(thrown, requestId, progress));
  }

  async #authorize(service: Service<Principal>, input: Record<string, unknown>, call: Call<Principal>): Promise<void> {
    const demanded = await service.authorization(call.operation as never, input, call);
    if (demanded === 'none') return;
    for (const demand of [demanded].flat()) {
      const context = { ...demand.context, ...call.conditionKeys };
      const decision = await this.options.authorizer.authorize({ ...demand, context, principal: call.principal });
      if (decision.kind === 'deny') throw new WireError('AccessDeniedException', decision.message);
    }
  }

  #refusal(thrown: unknown, requestId: string, progress: Progress<Principal>): WireResponse {
    const answer = this.#answerOf(thrown, requestId, progress);
    progress.code = answer.code;
    return progress.spoken.protocol.writeError(answer, requestId);
  }

  /** What a caller is told of whatever was thrown; what is our own fault is told to us. */
  #answerOf(thrown: unknown, requestId: string, { spoken, operation }: Progress<Principal>): ErrorAnswer {
    const answer = errorAnswer(thrown, spoken.description);
    if (answer.unexpected) this.options.onFault({ error: thrown, requestId, service: spoken.service?.signingName, operation });
    return answer;
  }
}

/** Throws for a header that would end the header block early, which no handler's data may do. */
function requireSendable(response: WireResponse): WireResponse {
  for (const [name, value] of Object.entries(response.headers)) validateHeaderValue(name, value);
  return response;
}

/** A request that may be answered: who sent it, for which operation, and its body. */
interface Admitted<Principal extends Caller> {
  readonly spoken: SpokenService<Principal>;
  readonly found: FoundOperation;
  readonly request: ReceivedRequest;
  readonly principal: Principal;
  readonly region: string;
  readonly signingName: string;
}

const noBody = Buffer.alloc(0);
const MEGABYTE = 1024 * 1024;

/** CreateFunction's own limit, told with the operation's name, is a little lower. */
const bodyBytesMax = 72 * MEGABYTE;
/** Strangers are not listened to for long. */
const unsignedBodyBytesMax = MEGABYTE;

/** How far a request came, for telling its failure in the right words. */
interface Progress<Principal extends Caller> {
  spoken: SpokenService<Principal>;
  userAgent?: string | undefined;
  accountId?: string;
  operation?: string;
  code?: string;
}

function answered<Principal extends Caller>(
  { spoken, operation, code, userAgent, accountId }: Progress<Principal>,
  status: number,
  requestId: string,
  milliseconds: number,
): Answered {
  return { service: spoken.service?.signingName, operation, status, code, userAgent, accountId, requestId, milliseconds };
}

function refuseUnknown<Principal extends Caller>(
  { service, protocol }: SpokenService<Principal>,
  signingName: string,
  request: ReceivedRequest,
): never {
  if (!service) throw new WireError('NotImplementedException', `Hearth does not serve '${signingName}' yet.`);
  const sibling = Object.keys(service.siblings).find((prefix) => request.path.startsWith(prefix));
  if (sibling) throw new WireError('NotImplementedException', `Hearth does not implement ${service.siblings[sibling]}.`);
  throw protocol.unknown(request);
}

function requireSize(bytesMax: number | undefined, body: Buffer, operation: string): void {
  if (bytesMax === undefined || body.length <= bytesMax) return;
  throw new WireError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${bytesMax} bytes for the ${operation} operation`,
  );
}
