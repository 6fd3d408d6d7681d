/** The checksums S3 keeps beside an object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Of all bytes, or of the checksums of the parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64 of the big-endian bytes; of a composite checksum followed by `-` and the number of parts. */
  readonly value: string;
}

/** What S3 computes when the writer names none. */
export const defaultChecksumAlgorithm: ChecksumAlgorithm = 'CRC64NVME';

const bytesOf: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

/** Whether a text is the base64 of a checksum of this length. */
export function isChecksum(algorithm: ChecksumAlgorithm, value: string): boolean {
  return isBase64Of(value, bytesOf[algorithm]);
}

export function isBase64Of(value: string, byteLength: number): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === byteLength && bytes.toString('base64') === value;
}
