import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { WireError } from '../errors/wire-error.js';
import type { RequestHead } from '../routing/received-request.js';
import { type ChunkWatch, decodeAwsChunked, incomplete, malformedTrailer } from './aws-chunked.js';
import { type ChecksumAlgorithm, checksumAlgorithms, hash, type RunningChecksum } from './checksum-algorithms.js';
import { ChunkSignatures, type ChunkSigning } from './chunk-signatures.js';
import type { PayloadForm } from './payload-form.js';
import { requireDigest, type StatedChecksums, statedChecksums } from './stated-checksums.js';

/** A checksum that the client stated and the content has, in base64. */
export interface ReceivedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

const receivedChecksums = new WeakMap<Readable, ReceivedChecksum>();

/** The checksum that came with a body, in its head or its trailer; known once the body has ended, undefined where the client stated none. */
export function checksumOf(body: Readable): ReceivedChecksum | undefined {
  return receivedChecksums.get(body);
}

/**
 * The content of a request's body without its framing. Whatever the client stated of it (length, SHA-256, chunk signatures, checksums) has
 * been found true before it ends; otherwise it fails with what the client is to be told, and never ends.
 */
export function verifiedBody(
  source: AsyncIterable<Buffer>,
  head: RequestHead,
  form: PayloadForm,
  lengthBytes: number,
  signing: ChunkSigning | undefined,
): Readable {
  const stated = statedChecksums(head);
  const body: Readable = Readable.from(
    content(source, form, lengthBytes, stated, signing, (checksum) => receivedChecksums.set(body, checksum)),
    { objectMode: false },
  );
  return body;
}

async function* content(
  source: AsyncIterable<Buffer>,
  form: PayloadForm,
  lengthBytes: number,
  stated: StatedChecksums,
  signing: ChunkSigning | undefined,
  tell: (checksum: ReceivedChecksum) => void,
): AsyncGenerator<Buffer> {
  const trailer = new Map<string, string>();
  const sha256 = form.kind === 'hashed' ? createHash('sha256') : undefined;
  const md5 = stated.contentMd5 === undefined ? undefined : hash('md5');
  const checksum = stated.checksum && checksumAlgorithms[stated.checksum.algorithm].start();
  let passedBytes = 0;
  for await (const piece of form.kind === 'chunked' ? unframed(source, form, signing, trailer) : source) {
    passedBytes += piece.length;
    if (passedBytes > lengthBytes) throw wrongLength();
    sha256?.update(piece);
    md5?.update(piece);
    checksum?.update(piece);
    yield piece;
  }
  if (passedBytes < lengthBytes) throw form.kind === 'chunked' ? wrongLength() : incomplete();
  if (form.kind === 'hashed') requireSha256(form.sha256Hex, sha256!.digest('hex'));
  if (md5) await requireMd5(stated.contentMd5!, md5);
  if (checksum) tell(await requireChecksum(stated.checksum!, trailer, checksum));
}

function unframed(
  source: AsyncIterable<Buffer>,
  { isSigned, hasTrailer }: Extract<PayloadForm, { kind: 'chunked' }>,
  signing: ChunkSigning | undefined,
  trailer: Map<string, string>,
): AsyncGenerator<Buffer> {
  const signatures = isSigned && signing ? new ChunkSignatures(signing, hasTrailer) : undefined;
  const watch: ChunkWatch = {
    start: (extension) => signatures?.start(extension),
    data: (bytes) => signatures?.data(bytes),
    end: () => signatures?.end(),
    trailer: (fields) => {
      signatures?.trailer(fields);
      for (const [name, value] of fields) {
        if (!hasTrailer || trailer.has(name)) throw malformedTrailer();
        trailer.set(name, value);
      }
    },
  };
  return decodeAwsChunked(source, watch);
}

function requireSha256(stated: string, actual: string): void {
  if (stated === actual) return;
  throw new WireError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      ClientComputedContentSHA256: stated,
      S3ComputedContentSHA256: actual,
    },
  );
}

async function requireMd5(stated: string, running: RunningChecksum): Promise<void> {
  const actual = (await running.digest()).toString('base64');
  if (stated === actual) return;
  throw new WireError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: stated,
    CalculatedDigest: actual,
  });
}

async function requireChecksum(
  { algorithm, value }: NonNullable<StatedChecksums['checksum']>,
  trailer: ReadonlyMap<string, string>,
  running: RunningChecksum,
): Promise<ReceivedChecksum> {
  const stated = value ?? trailer.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  if (stated === undefined) throw malformedTrailer();
  requireDigest(algorithm, stated);
  const actual = (await running.digest()).toString('base64');
  if (stated !== actual) {
    throw new WireError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, value: actual };
}

function wrongLength(): WireError {
  return new WireError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
}
