import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';
import { readSignature } from '../sigv4/read-signature.js';
import type { PresentedSignature } from '../sigv4/signature-fields.js';

/** Reads the signature of a request to object storage, or refuses it in S3's words. */
export function readStorageSignature(head: RequestHead): PresentedSignature {
  refuseVersion2(head);
  const isInHeader = head.headers.authorization !== undefined;
  try {
    return readSignature(head);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (isInHeader)
      throw new WireError('AuthorizationHeaderMalformed', `The authorization header is malformed; ${error.message}`);
    throw new WireError('AuthorizationQueryParametersError', error.message);
  }
}

/** Whether a request carries signature version 2 in its header: `Authorization: AWS key:signature`. */
export function isSignedVersion2({ headers }: RequestHead): boolean {
  return headers.authorization?.startsWith('AWS ') ?? false;
}

function refuseVersion2(head: RequestHead): void {
  if (!isSignedVersion2(head)) return;
  throw new WireError(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}
