import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { WireError } from '../errors/wire-error.js';
import type { AccessKeys, Caller, CredentialLookup } from '../identity.js';
import type { RequestHead } from '../routing/received-request.js';
import { canonicalRequest, encoded } from '../sigv4/canonical-request.js';
import { sameToken } from '../sigv4/same-token.js';
import type { PresentedSignature } from '../sigv4/signature-fields.js';
import type { SigningKeys } from '../sigv4/signing-keys.js';
import type { ChunkSigning } from './chunk-signatures.js';
import { requireCurrentForStorage } from './storage-clock.js';

/** What was found out of a signed head: whose it is, and what the signatures of its chunks continue. */
export interface SignedHead<Principal extends Caller> {
  readonly principal: Principal;
  readonly chunkSigning: ChunkSigning;
}

/**
 * Finds out who signed the head of a request to object storage, without its body: the body is stated by `payload`, the literal value of
 * x-amz-content-sha256, and is verified while it flows. Refuses in S3's words.
 */
export async function verifyStorageHead<Principal extends Caller>(
  head: RequestHead,
  presented: PresentedSignature,
  payload: string,
  accessKeys: AccessKeys<Principal>,
  signingKeys: SigningKeys,
  nowMs: number,
): Promise<SignedHead<Principal>> {
  requireSigned(head, presented);
  requireCurrentForStorage(presented, nowMs);
  const { accessKeyId, sessionToken, date, scope } = presented;
  const lookup: CredentialLookup<Principal> = /^\w{1,128}$/.test(accessKeyId)
    ? await accessKeys.find(accessKeyId, sessionToken)
    : { kind: 'unknown' };
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  // Header values arrive with one character a byte.
  const path = onceEncoded(head.rawPath);
  const canonical = Buffer.from(canonicalRequest(head, path, presented.signedHeaders, payload), 'latin1');
  const text = `AWS4-HMAC-SHA256\n${date}\n${scopeText}\n${createHash('sha256').update(canonical).digest('hex')}`;
  // Computed for unknown keys too, so that both take as long as each other.
  const secret = lookup.kind === 'found' ? lookup.credentials.secretAccessKey : 'a secret that signs nothing';
  const key = signingKeys.derive(secret, scope);
  const expected = createHmac('sha256', key).update(text).digest();
  const principal = principalOfStorageKey(lookup, accessKeyId, sessionToken);
  if (!timingSafeEqual(expected, Buffer.from(presented.signature, 'hex'))) throw mismatch(presented, text, canonical);
  return { principal, chunkSigning: { key, date, scope: scopeText, seedSignature: presented.signature } };
}

/** Whose key it is, or S3's refusal of it. */
export function principalOfStorageKey<Principal extends Caller>(
  lookup: CredentialLookup<Principal>,
  accessKeyId: string,
  sessionToken: string | undefined,
): Principal {
  if (lookup.kind === 'expired') throw new WireError('ExpiredToken', 'The provided token has expired.');
  if (lookup.kind === 'unknown') {
    throw new WireError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: accessKeyId.slice(0, 128),
    });
  }
  if (!sameToken(lookup.credentials.sessionToken, sessionToken)) {
    throw new WireError('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  return lookup.credentials.principal;
}

/** Object storage signs a path encoded once, whichever characters a client left as they are. */
function onceEncoded(rawPath: string): string {
  try {
    return rawPath
      .split('/')
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join('/');
  } catch {
    throw new WireError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Whatever S3 reads a meaning from must be under the signature. */
function requireSigned({ headers }: RequestHead, { signedHeaders, expiresSeconds }: PresentedSignature): void {
  const isPresigned = expiresSeconds !== undefined;
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  // A presigned request may state its content's hash without having known it when it was signed.
  const missed = isPresigned ? unsigned.filter((name) => name !== 'x-amz-content-sha256') : unsigned;
  if (!signedHeaders.includes('host')) missed.unshift('host');
  if (missed.length === 0) return;
  throw new WireError('AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: missed.join(', ').slice(0, 512),
  });
}

function mismatch({ accessKeyId, signature }: PresentedSignature, text: string, canonical: Buffer): WireError {
  return new WireError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      AWSAccessKeyId: accessKeyId,
      StringToSign: text,
      SignatureProvided: signature,
      StringToSignBytes: spacedHex(Buffer.from(text)),
      CanonicalRequest: canonical.toString(),
      CanonicalRequestBytes: spacedHex(canonical),
    },
  );
}

const spacedHex = (bytes: Buffer) => bytes.toString('hex').replace(/(..)(?=.)/g, '$1 ');
