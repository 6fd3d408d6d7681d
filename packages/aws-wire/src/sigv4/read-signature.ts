import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';
import { readAuthorizationHeader } from './authorization-header.js';
import { readPresignedQuery } from './presigned-query.js';
import { incomplete } from './refusals.js';
import type { PresentedSignature } from './signature-fields.js';

/** Reads the signature of a request from its header or its query. Refuses none, both, and whatever is incomplete or malformed. */
export function readSignature(request: RequestHead): PresentedSignature {
  const inHeader = request.headers.authorization !== undefined;
  const inQuery = hasSignedQuery(request);
  if (!inHeader && !inQuery) throw new WireError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (inHeader && inQuery) throw incomplete('Only one way of signing is allowed: an Authorization header or a presigned query.');
  return inHeader ? readAuthorizationHeader(request) : readPresignedQuery(request);
}

/** Whether a request shows any sign of a signature, in its header or its query. */
export function isSigned(request: RequestHead): boolean {
  return request.headers.authorization !== undefined || hasSignedQuery(request);
}

function hasSignedQuery(request: RequestHead): boolean {
  return request.query.some(([name]) => name === 'X-Amz-Signature' || name === 'X-Amz-Algorithm');
}
