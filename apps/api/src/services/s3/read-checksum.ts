import { type ChecksumAlgorithm, checksumAlgorithms, S3Error } from '@hearth/services';

/**
 * Which checksum a body brings: the one of its headers or its trailer, or the one its writer would have kept. Undefined when the writer
 * says nothing of checksums. Its value was verified by the wire.
 */
export function checksumNamed(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  algorithm: string | undefined,
): ChecksumAlgorithm | undefined {
  const trailers = String(headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const carried = checksumAlgorithms.find((name) => {
    const header = `x-amz-checksum-${name.toLowerCase()}`;
    return headers[header] !== undefined || trailers.includes(header);
  });
  return carried ?? readAlgorithm(algorithm);
}

export function readAlgorithm(algorithm: string | undefined): ChecksumAlgorithm | undefined {
  if (algorithm === undefined) return undefined;
  const known = checksumAlgorithms.find((name) => name === algorithm.toUpperCase());
  if (known) return known;
  throw new S3Error(
    'InvalidRequest',
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${[...checksumAlgorithms].sort().join(', ')}]`,
  );
}
