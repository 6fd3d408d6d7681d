import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksum.js';
import { defaultChecksumAlgorithm } from '../checksums/checksum.js';
import { S3Error } from '../s3-error.js';
import type { MultipartUpload } from './multipart-upload.js';

/** Which types an algorithm has, its default first: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
const typesOf: Readonly<Record<ChecksumAlgorithm, readonly ChecksumType[]>> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
};

/** How an upload is checked, from what its writer chose. */
export function checksumOfUpload(
  algorithm: ChecksumAlgorithm | undefined,
  type: ChecksumType | undefined,
): Pick<MultipartUpload, 'checksumAlgorithm' | 'checksumType' | 'checksumWasChosen'> {
  if (algorithm === undefined && type !== undefined) {
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const checksumAlgorithm = algorithm ?? defaultChecksumAlgorithm;
  const types = typesOf[checksumAlgorithm];
  if (type !== undefined && !types.includes(type)) {
    throw new S3Error(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${checksumAlgorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { checksumAlgorithm, checksumType: type ?? types[0]!, checksumWasChosen: algorithm !== undefined };
}
