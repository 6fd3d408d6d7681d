import type { RequestHead } from '../routing/received-request.js';
import { incomplete, invalid } from './refusals.js';
import { type PresentedSignature, readCredential, readHexSignature, readSignedHeaders } from './signature-fields.js';

/** Seven days, the longest life AWS gives a presigned request. */
const expiresSecondsMax = 604_800;

/** Reads the `X-Amz-…` parameters of a presigned request. Each may stand in the query once. */
export function readPresignedQuery(request: RequestHead): PresentedSignature {
  const fields = new Map<string, string>();
  for (const [name, value] of request.query) {
    if (!/^x-amz-/i.test(name)) continue;
    if (fields.has(name)) throw incomplete(`'${name.slice(0, 64)}' must be given once.`);
    fields.set(name, value);
  }
  const required = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw incomplete(`AWS query-string parameters must include '${name}'.`);
    return value;
  };
  const algorithm = required('X-Amz-Algorithm');
  if (algorithm !== 'AWS4-HMAC-SHA256') throw incomplete(`Unsupported AWS 'algorithm': '${algorithm.slice(0, 64)}'.`);
  return {
    ...readCredential(required('X-Amz-Credential')),
    date: required('X-Amz-Date'),
    expiresSeconds: readExpires(required('X-Amz-Expires')),
    signedHeaders: readSignedHeaders(required('X-Amz-SignedHeaders')),
    signature: readHexSignature(required('X-Amz-Signature')),
    sessionToken: fields.get('X-Amz-Security-Token'),
  };
}

function readExpires(text: string): number {
  const seconds = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > expiresSecondsMax) throw invalid('X-Amz-Expires must be between 1 and 604800 seconds.');
  return seconds;
}
