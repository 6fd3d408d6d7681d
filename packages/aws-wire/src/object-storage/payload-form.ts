import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';

/** How a request says its body is secured. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
export type PayloadForm =
  | { readonly kind: 'hashed'; readonly sha256Hex: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunked'; readonly isSigned: boolean; readonly hasTrailer: boolean };

const chunkedForms: Readonly<Record<string, PayloadForm>> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { kind: 'chunked', isSigned: true, hasTrailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { kind: 'chunked', isSigned: true, hasTrailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { kind: 'chunked', isSigned: false, hasTrailer: true },
};

/** Reads what the request states; undefined when it states nothing. */
export function payloadForm(head: RequestHead): { readonly stated: string; readonly form: PayloadForm } | undefined {
  const stated = head.headers['x-amz-content-sha256'] ?? inQuery(head);
  if (stated === undefined) return undefined;
  if (stated === 'UNSIGNED-PAYLOAD') return { stated, form: { kind: 'unsigned' } };
  if (Object.hasOwn(chunkedForms, stated)) return { stated, form: chunkedForms[stated]! };
  if (/^[0-9a-f]{64}$/i.test(stated)) return { stated, form: { kind: 'hashed', sha256Hex: stated.toLowerCase() } };
  throw new WireError(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    { ArgumentName: 'x-amz-content-sha256', ArgumentValue: stated.slice(0, 256) },
  );
}

const inQuery = ({ query }: RequestHead) => query.find(([name]) => name.toLowerCase() === 'x-amz-content-sha256')?.[1];
