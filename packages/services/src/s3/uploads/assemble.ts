import { createHash } from 'node:crypto';
import type { Checksum } from '../checksums/checksum.js';
import { combineCrc, isCrc } from '../checksums/combine-crc.js';
import { digestFor } from '../checksums/digest.js';
import type { NewObjectVersion } from '../objects/object-version.js';
import { S3Error } from '../s3-error.js';
import type { MultipartUpload, UploadedPart } from './multipart-upload.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: of every part but the last. */
export const partBytesMin = 5 * 1024 ** 2;

/** A part as the completing request names it. */
export interface NamedPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum?: string | undefined;
}

export interface Completion {
  readonly parts: readonly NamedPart[];
  /** What the writer expects the whole to have. */
  readonly checksum?: string | undefined;
  readonly sizeBytes?: number | undefined;
}

type Assembled = Pick<NewObjectVersion, 'sizeBytes' | 'etag' | 'checksum' | 'parts'>;

/** Makes an object of the parts that a completion names, or refuses it as S3 does. Pure: no byte is read. */
export function assemble(upload: MultipartUpload, stored: readonly UploadedPart[], completion: Completion): Assembled {
  const named = completion.parts;
  if (named.length === 0) throw new S3Error('MalformedXML');
  if (named.some(({ number }, index) => index > 0 && number <= named[index - 1]!.number)) {
    throw new S3Error('InvalidPartOrder', undefined, { UploadId: upload.id });
  }
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const parts = named.map((name) => found(upload, name, byNumber.get(name.number)));
  checkSizes(parts);
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  checkTotal(sizeBytes, completion.sizeBytes);
  const checksum = checksumOf(upload, parts);
  checkChecksum(checksum, completion.checksum);
  return { sizeBytes, etag: etagOf(parts), checksum, parts };
}

function found(upload: MultipartUpload, named: NamedPart, part: UploadedPart | undefined): UploadedPart {
  const members = { UploadId: upload.id, PartNumber: String(named.number), ETag: named.etag };
  if (!part || part.etag !== named.etag) throw new S3Error('InvalidPart', undefined, members);
  const isOwn = upload.checksumWasChosen && named.checksum !== undefined;
  if (isOwn && named.checksum !== part.checksum) throw new S3Error('InvalidPart', undefined, members);
  if (named.checksum === undefined && upload.checksumWasChosen && upload.checksumType === 'COMPOSITE') {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${upload.checksumAlgorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${named.number} in the request.`,
    );
  }
  return part;
}

function checkSizes(parts: readonly UploadedPart[]): void {
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < partBytesMin);
  if (!small) return;
  throw new S3Error('EntityTooSmall', undefined, {
    ProposedSize: String(small.sizeBytes),
    MinSizeAllowed: String(partBytesMin),
    PartNumber: String(small.number),
    ETag: small.etag,
  });
}

function checkTotal(sizeBytes: number, expected: number | undefined): void {
  if (expected === undefined || expected === sizeBytes) return;
  throw new S3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${sizeBytes}`,
  );
}

function checkChecksum({ algorithm, value }: Checksum, expected: string | undefined): void {
  if (expected === undefined || expected === value || expected === value.replace(/-\d+$/, '')) return;
  throw new S3Error('BadDigest', `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`);
}

function checksumOf(
  { checksumAlgorithm: algorithm, checksumType: type }: MultipartUpload,
  parts: readonly UploadedPart[],
): Checksum {
  const pieces = parts.map(({ checksum, sizeBytes }) => ({ value: checksum, sizeBytes }));
  if (type === 'FULL_OBJECT' && isCrc(algorithm)) return { algorithm, type, value: combineCrc(algorithm, pieces) };
  const digest = digestFor(algorithm);
  for (const { value } of pieces) digest.update(Buffer.from(value, 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${digest.digest().toString('base64')}-${parts.length}` };
}

function etagOf(parts: readonly UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}
