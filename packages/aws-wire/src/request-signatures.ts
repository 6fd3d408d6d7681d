import { WireError } from './errors/wire-error.js';
import type { WireRequest } from './http.js';
import type { AccessKeys, Caller } from './identity.js';
import { requestHead } from './routing/received-request.js';
import { isSigned, readSignature } from './sigv4/read-signature.js';
import { SignatureVerifier } from './sigv4/signature-verifier.js';

export type RequestSigner<Principal extends Caller> =
  | { readonly kind: 'signed'; readonly principal: Principal; readonly accessKeyId: string }
  | { readonly kind: 'unsigned' }
  /** In AWS's words. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Finds out who signed a request that is no operation of a service, such as one to a function URL. */
export class RequestSignatures<Principal extends Caller> {
  readonly #verifier: SignatureVerifier<Principal>;

  constructor(accessKeys: AccessKeys<Principal>, clock: () => number = Date.now) {
    this.#verifier = new SignatureVerifier(accessKeys, clock);
  }

  /**
   * A signature counts only for the service and the region that it is of. The body is read once the head's is known to be good, so that
   * nobody has to hold what strangers send; what `readBody` rejects with is thrown.
   */
  async signerOf(
    request: Omit<WireRequest, 'body' | 'client'>,
    scope: { readonly service: string; readonly region: string },
    readBody: () => Promise<Buffer>,
  ): Promise<RequestSigner<Principal>> {
    try {
      const head = requestHead(request);
      if (!isSigned(head)) return { kind: 'unsigned' };
      const presented = readSignature(head);
      const { service, region } = presented.scope;
      if (service !== scope.service || region !== scope.region) {
        const message = `Credential should be scoped to a valid region and to the service '${scope.service}'.`;
        return { kind: 'refused', code: 'InvalidSignatureException', message };
      }
      const signed = await this.#verifier.verifyHead(head, presented);
      const principal = signed.withBody(await readBody());
      return { kind: 'signed', principal, accessKeyId: presented.accessKeyId };
    } catch (error) {
      if (error instanceof WireError) return { kind: 'refused', code: error.code, message: error.message };
      throw error;
    }
  }
}
