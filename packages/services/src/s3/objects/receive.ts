import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, isBase64Of, isChecksum } from '../checksums/checksum.js';
import { type Digest, digestFor } from '../checksums/digest.js';
import { S3Error } from '../s3-error.js';
import type { ObjectBytes, WrittenBytes } from './object-bytes.js';

/** What one request may carry: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const putBytesMax = 5 * 1024 ** 3;

/** What a writer says of the bytes that follow. */
export interface Expected {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64 of the checksum, where the writer knows it beforehand. */
  readonly checksum?: string | undefined;
  /** Base64 of the MD5. */
  readonly contentMd5?: string | undefined;
}

export interface ReceivedBytes extends WrittenBytes {
  /** In hexadecimal. */
  readonly md5: string;
  readonly checksum: string;
}

/** Takes bytes into the store, in one pass. Nothing is left of them unless they are what the writer said. */
export async function receive(
  bytes: ObjectBytes,
  content: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<ReceivedBytes> {
  checkForm(expected);
  const md5 = createHash('md5');
  const checksum = digestFor(expected.algorithm);
  const results = { md5: '', checksum: '' };
  const written = await bytes.write(
    checked(content, [md5, checksum], () => {
      results.md5 = md5.digest('hex');
      results.checksum = checksum.digest().toString('base64');
      checkDigests(expected, results);
    }),
  );
  return { ...written, ...results };
}

function checkForm({ algorithm, checksum, contentMd5 }: Expected): void {
  if (contentMd5 !== undefined && !isBase64Of(contentMd5, 16)) {
    throw new S3Error('InvalidDigest', undefined, { 'Content-MD5': contentMd5 });
  }
  if (checksum === undefined || isChecksum(algorithm, checksum)) return;
  throw new S3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
}

/** Passes bytes on; `atEnd` may still refuse them. */
async function* checked(
  content: AsyncIterable<Uint8Array>,
  digests: readonly Pick<Digest, 'update'>[],
  atEnd: () => void,
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of content) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > putBytesMax) {
      throw new S3Error('EntityTooLarge', undefined, {
        ProposedSize: String(sizeBytes),
        MaxSizeAllowed: String(putBytesMax),
      });
    }
    for (const digest of digests) digest.update(chunk);
    yield chunk;
  }
  atEnd();
}

function checkDigests(expected: Expected, actual: { readonly md5: string; readonly checksum: string }): void {
  const actualMd5 = Buffer.from(actual.md5, 'hex').toString('base64');
  if (expected.contentMd5 !== undefined && expected.contentMd5 !== actualMd5) {
    throw new S3Error('BadDigest', undefined, { ExpectedDigest: expected.contentMd5, CalculatedDigest: actualMd5 });
  }
  if (expected.checksum === undefined || expected.checksum === actual.checksum) return;
  throw new S3Error('BadDigest', `The ${expected.algorithm} you specified did not match the calculated checksum.`);
}
