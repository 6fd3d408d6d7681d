import { createHash } from 'node:crypto';
import type { ChecksumAlgorithm } from '../checksums/checksum.js';
import { type Digest, digestFor } from '../checksums/digest.js';
import { S3Error } from '../s3-error.js';
import type { ObjectBytes, WrittenBytes } from './object-bytes.js';

/** What one request may carry: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const putBytesMax = 5 * 1024 ** 3;

export interface ReceivedBytes extends WrittenBytes {
  /** In hexadecimal. */
  readonly md5: string;
  /** In base64. */
  readonly checksum: string;
}

/** Takes bytes into the store and computes all that S3 keeps of them, in one pass. Nothing is left of what fails before its end. */
export async function receive(
  bytes: ObjectBytes,
  content: AsyncIterable<Uint8Array>,
  algorithm: ChecksumAlgorithm,
): Promise<ReceivedBytes> {
  const md5 = createHash('md5');
  const checksum = digestFor(algorithm);
  const written = await bytes.write(watched(content, [md5, checksum]));
  return { ...written, md5: md5.digest('hex'), checksum: checksum.digest().toString('base64') };
}

/** Passes bytes on, as long as they are not too many for one request. */
async function* watched(
  content: AsyncIterable<Uint8Array>,
  digests: readonly Pick<Digest, 'update'>[],
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of content) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > putBytesMax) throw tooLarge(sizeBytes);
    for (const digest of digests) digest.update(chunk);
    yield chunk;
  }
}

const tooLarge = (sizeBytes: number) =>
  new S3Error('EntityTooLarge', undefined, { ProposedSize: String(sizeBytes), MaxSizeAllowed: String(putBytesMax) });
