import type { RequestHead } from '../routing/received-request.js';
import { isSigned } from '../sigv4/read-signature.js';
import { isStorageHost } from './bucket-address.js';
import { isPresignedVersion2 } from './presigned-version2.js';
import { isSignedVersion2 } from './storage-credentials.js';

/**
 * Whether a request is meant for object storage: it is signed for it, or sent to one of its hosts, or nobody signed it and its path can
 * only be a bucket's. Asked before anything of the body is read.
 */
export function isStorageRequest(
  head: RequestHead,
  signingName: string,
  publicHost: string,
  isAnothersPath: () => boolean,
): boolean {
  const service = signedService(head);
  if (service !== undefined) return service === signingName;
  if (isSignedVersion2(head) || isPresignedVersion2(head) || isStorageHost(head.headers.host ?? '', publicHost)) return true;
  return !isSigned(head) && looksLikeBucket(head) && !isAnothersPath();
}

/** The service that the signature says it is for, however wrong the rest of it is. */
function signedService({ headers, query }: RequestHead): string | undefined {
  const credential =
    /\bCredential=([^,\s]*)/.exec(headers.authorization ?? '')?.[1] ?? query.find(([name]) => name === 'X-Amz-Credential')?.[1];
  return credential?.split('/').at(-2);
}

/** Other services are asked by version in the path, by target, by action or by content type. */
function looksLikeBucket({ path, headers, query }: RequestHead): boolean {
  const first = path.split('/')[1]!;
  return (
    /^[a-z0-9][a-z0-9.-]{2,62}$/.test(first) &&
    !/^\d{4}-\d\d-\d\d$/.test(first) &&
    headers['x-amz-target'] === undefined &&
    headers['smithy-protocol'] === undefined &&
    !query.some(([name]) => name === 'Action')
  );
}
