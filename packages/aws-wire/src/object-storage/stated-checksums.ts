import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';
import { type ChecksumAlgorithm, checksumAlgorithms, checksumOfHeader } from './checksum-algorithms.js';

/** What a request says its content's digests are, before any of it was read. */
export interface StatedChecksums {
  /** In base64, as given. */
  readonly contentMd5: string | undefined;
  /** `value` is undefined while it is still to come in the trailer. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string | undefined } | undefined;
}

/** Reads `Content-MD5`, the one `x-amz-checksum-…` header and `x-amz-trailer`. Refuses what is no digest, and several at once. */
export function statedChecksums({ headers }: Pick<RequestHead, 'headers'>): StatedChecksums {
  const contentMd5 = headers['content-md5'];
  if (contentMd5 !== undefined && !isDigest(contentMd5, 16)) {
    throw new WireError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { 'Content-MD5': contentMd5 });
  }
  const inHeaders = [...checksumOfHeader].filter(([header]) => headers[header] !== undefined);
  const inTrailer = (headers['x-amz-trailer'] ?? '').split(',').flatMap((name) => {
    const algorithm = checksumOfHeader.get(name.trim().toLowerCase());
    return algorithm ? [{ algorithm, value: undefined }] : [];
  });
  const stated = [...inHeaders.map(([header, algorithm]) => ({ algorithm, value: headers[header]! })), ...inTrailer];
  if (stated.length > 1) {
    throw new WireError('InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const [checksum] = stated;
  if (checksum?.value !== undefined) requireDigest(checksum.algorithm, checksum.value);
  return { contentMd5, checksum };
}

/** Refuses what is no digest of the algorithm. */
export function requireDigest(algorithm: ChecksumAlgorithm, value: string): void {
  if (isDigest(value, checksumAlgorithms[algorithm].digestBytes)) return;
  throw new WireError('InvalidRequest', `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
}

function isDigest(base64: string, bytes: number): boolean {
  const decoded = Buffer.from(base64, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === base64;
}
