import { WireError } from './errors/wire-error.js';
import type { WireRequest } from './http.js';
import type { AccessKeys, Caller } from './identity.js';
import { type RequestHead, requestHead } from './routing/received-request.js';
import { isSigned, readSignature } from './sigv4/read-signature.js';
import { SignatureVerifier } from './sigv4/signature-verifier.js';

/** Who signed a request, and for which region. */
export interface Signer<Principal extends Caller> {
  readonly principal: Principal;
  readonly region: string;
}

/** Finds out who signed requests that are no operation of a service, such as those to function URLs. */
export class Authenticator<Principal extends Caller> {
  readonly #verifier: SignatureVerifier<Principal>;

  constructor(
    accessKeys: AccessKeys<Principal>,
    private readonly signingName: string,
    clock: () => number = Date.now,
  ) {
    this.#verifier = new SignatureVerifier(accessKeys, clock);
  }

  /** Undefined when nobody signed. Refuses a wrong signature with the error that AWS answers, which has a `code` and a `message`. */
  async signerOf(request: Omit<WireRequest, 'body' | 'client'>, body: Buffer): Promise<Signer<Principal> | undefined> {
    const head: RequestHead = requestHead(request);
    if (!isSigned(head)) return undefined;
    const presented = readSignature(head);
    if (presented.scope.service !== this.signingName) {
      throw new WireError('InvalidSignatureException', `Credential should be scoped to correct service: '${this.signingName}'.`);
    }
    const principal = (await this.#verifier.verifyHead(head, presented)).withBody(body);
    return { principal, region: presented.scope.region };
  }
}
