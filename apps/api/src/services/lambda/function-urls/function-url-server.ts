import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  corsHeaders,
  isUrlId,
  payloadBytesMax,
  preflightHeaders,
  type ServedUrl,
  type UrlResolver,
  urlEvent,
} from '@hearth/lambda';
import type { FunctionUrlCaller, FunctionUrlDoor } from '../../../front-door/function-url-door.js';
import { sharedHostHeaders } from './answer-rules.js';
import { readCall } from './read-call.js';
import { readWhole, UrlBodyTooLarge } from './read-whole.js';
import { sendWhole } from './send-answer.js';
import { type UrlAddress, urlAddress } from './url-address.js';
import type { UrlGate } from './url-gate.js';
import type { UrlInvocations } from './url-invocations.js';
import { noSuchUrl, refusalOf, type UrlRefusal } from './url-refusal.js';

const bytesMax = payloadBytesMax.RequestResponse;

/** Answers requests to function URLs. */
export class FunctionUrlServer implements FunctionUrlDoor {
  constructor(
    private readonly urls: UrlResolver,
    private readonly gate: UrlGate,
    private readonly invocations: UrlInvocations,
    private readonly onFault: (error: unknown) => void,
  ) {}

  owns(request: IncomingMessage): boolean {
    return urlAddress(request) !== undefined;
  }

  async answer(request: IncomingMessage, response: ServerResponse, from: FunctionUrlCaller): Promise<void> {
    const requestId = randomUUID();
    const own: Record<string, string> = { 'x-amzn-RequestId': requestId };
    try {
      const address = urlAddress(request)!;
      const served = await this.#served(address);
      if (!served) return refuse(response, noSuchUrl, own);
      if (address.sharesHost) Object.assign(own, sharedHostHeaders);
      const { cors } = served.config;
      const { origin } = request.headers;
      if (cors && isPreflight(request)) {
        const { 'access-control-request-method': method = '', 'access-control-request-headers': asked = '' } = request.headers;
        Object.assign(own, preflightHeaders(cors, { origin: origin!, method, headers: asked }));
        return sendWhole(response, { status: 200, headers: { 'content-type': 'application/json' }, cookies: [] }, nothing, own);
      }
      if (cors) Object.assign(own, corsHeaders(cors, origin));
      await this.#invoke(address, served, { requestId, own }, request, response, from);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else this.#fail(response, error, own);
    }
  }

  async #invoke(
    address: UrlAddress,
    served: ServedUrl,
    { requestId, own }: { readonly requestId: string; readonly own: Record<string, string> },
    request: IncomingMessage,
    response: ServerResponse,
    { client, body: bodyStream, signal }: FunctionUrlCaller,
  ): Promise<void> {
    let reading: Promise<Buffer> | undefined;
    const body = () => (reading ??= readWhole(bodyStream, bytesMax));
    const admission = await this.gate.admit(served, { request, body, client, signal });
    if (admission.kind === 'refused') return refuse(response, admission.refusal, own);
    const { traceHeader, ...call } = readCall(requestId, address, { request, client }, admission);
    own['x-amzn-Trace-Id'] = traceHeader;
    const rules = { ownCors: served.config.cors !== undefined, sharesHost: address.sharesHost };
    const payload = Buffer.from(JSON.stringify(urlEvent(call)));
    if (payload.length > bytesMax) throw new UrlBodyTooLarge(bytesMax);
    const refusal = await this.invocations.run(served, { requestId, payload, traceHeader }, { response, own, rules, signal });
    if (refusal) refuse(response, refusal, own);
  }

  async #served({ urlId, region }: UrlAddress): Promise<ServedUrl | undefined> {
    if (!isUrlId(urlId)) return undefined;
    const served = await this.urls.resolve(urlId);
    return region === undefined || region === served?.scope.region ? served : undefined;
  }

  #fail(response: ServerResponse, error: unknown, own: Record<string, string>): void {
    const refusal = refusalOf(error);
    if (refusal.status >= 500) this.onFault(error);
    refuse(response, refusal, own);
  }
}

const nothing = Buffer.alloc(0);

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

function refuse(response: ServerResponse, { status, errorType, body }: UrlRefusal, own: Record<string, string>): void {
  const headers = { 'content-type': 'application/json', ...(errorType && { 'x-amzn-ErrorType': errorType }) };
  sendWhole(response, { status, headers, cookies: [] }, Buffer.from(body), own);
}
