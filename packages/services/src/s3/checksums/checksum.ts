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
