import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { WireError } from '../errors/wire-error.js';
import type { AccessKeys, Caller, CredentialLookup } from '../identity.js';
import type { ReceivedRequest, RequestHead } from '../routing/received-request.js';
import { canonicalRequest, encodedPath } from './canonical-request.js';
import { requireCurrent } from './clock-window.js';
import { invalid, mismatch } from './refusals.js';
import { sameToken } from './same-token.js';
import type { PresentedSignature } from './signature-fields.js';
import { SigningKeys } from './signing-keys.js';

/** A head whose sender is known; nothing is believed before its body is. */
export interface VerifiedHead<Principal extends Caller> {
  /** The principal, if the signature is of this body too. */
  withBody(body: Buffer): Principal;
}

/** Finds out who signed a request. Never remembers signatures: two equal calls within one second are both real. */
export class SignatureVerifier<Principal extends Caller> {
  readonly #signingKeys = new SigningKeys();

  constructor(
    private readonly accessKeys: AccessKeys<Principal>,
    private readonly clock: () => number,
  ) {}

  /** The principal whose key signed exactly this request within the last 15 minutes. Refuses with AWS's error otherwise. */
  async verify(request: ReceivedRequest, presented: PresentedSignature): Promise<Principal> {
    return (await this.verifyHead(request, presented)).withBody(request.body);
  }

  /**
   * Everything that can be told without the body: a stranger's key, a wrong clock, a header that is not signed and, where the request
   * states its body's hash, a wrong signature are refused at once.
   */
  async verifyHead(head: RequestHead, presented: PresentedSignature): Promise<VerifiedHead<Principal>> {
    requireCurrent(presented, this.clock());
    requireSigned(head, presented.signedHeaders);
    const stated = statedHash(head);
    const lookup = await this.#find(presented);
    // Computed for unknown keys too, so that both take as long as each other.
    const secret = lookup.kind === 'found' ? lookup.credentials.secretAccessKey : 'a secret that signs nothing';
    const isSignedWith = (bodyHash: string) =>
      timingSafeEqual(this.#signature(head, presented, bodyHash, secret), Buffer.from(presented.signature, 'hex'));
    const isKnownRight = isSignedWith(stated ?? emptyHash);
    if (lookup.kind === 'expired')
      throw new WireError('ExpiredTokenException', 'The security token included in the request is expired');
    if (lookup.kind === 'unknown' || !sameToken(lookup.credentials.sessionToken, presented.sessionToken)) throw unrecognized();
    if (stated !== undefined && !isKnownRight) throw mismatch();
    const { principal } = lookup.credentials;
    return {
      withBody(body) {
        const actual = sha256(body);
        if (stated === undefined ? isSignedWith(actual) : stated === actual) return principal;
        throw mismatch();
      },
    };
  }

  async #find({ accessKeyId, sessionToken }: PresentedSignature): Promise<CredentialLookup<Principal>> {
    return /^\w{1,128}$/.test(accessKeyId) ? this.accessKeys.find(accessKeyId, sessionToken) : { kind: 'unknown' };
  }

  #signature(request: RequestHead, { scope, signedHeaders, date }: PresentedSignature, bodyHash: string, secret: string): Buffer {
    // Header values arrive with one character a byte.
    const canonical = Buffer.from(canonicalRequest(request, encodedPath(request.path), signedHeaders, bodyHash), 'latin1');
    const { date: day, region, service } = scope;
    const text = `AWS4-HMAC-SHA256\n${date}\n${day}/${region}/${service}/aws4_request\n${sha256(canonical)}`;
    return createHmac('sha256', this.#signingKeys.derive(secret, scope)).update(text).digest();
  }
}

const emptyHash = createHash('sha256').digest('hex');

/** What decides a request's meaning must be under its signature. */
function requireSigned(request: RequestHead, signedHeaders: readonly string[]): void {
  for (const name of ['host', ...Object.keys(request.headers).filter((header) => header.startsWith('x-amz-'))]) {
    if (signedHeaders.includes(name)) continue;
    throw invalid(
      name === 'host'
        ? "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        : `'${name.slice(0, 64)}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  }
  const absent = signedHeaders.find((name) => request.headers[name] === undefined);
  if (absent !== undefined) throw mismatch();
}

/** The hash that the body is to have, if the request states it: no unsigned and no chunked payloads. */
function statedHash(request: RequestHead): string | undefined {
  const stated =
    request.headers['x-amz-content-sha256'] ?? request.query.find(([name]) => name.toLowerCase() === 'x-amz-content-sha256')?.[1];
  if (stated === undefined || /^[0-9a-f]{64}$/.test(stated)) return stated;
  throw invalid(`'${stated.slice(0, 64)}' is not accepted as 'x-amz-content-sha256': the body must be signed.`);
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function unrecognized(): WireError {
  return new WireError('UnrecognizedClientException', 'The security token included in the request is invalid.');
}
