import { createHash, createHmac, type Hash, timingSafeEqual } from 'node:crypto';
import { WireError } from '../errors/wire-error.js';
import type { ChunkWatch } from './aws-chunked.js';
import { malformedTrailer } from './aws-chunked.js';

/** What the signatures of chunks continue: the signature of the request's head. */
export interface ChunkSigning {
  readonly key: Buffer;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  /** `date/region/service/aws4_request` */
  readonly scope: string;
  readonly seedSignature: string;
}

const emptyHash = createHash('sha256').digest('hex');

/** Verifies each chunk's signature as it ends, and the trailer's. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
export class ChunkSignatures implements ChunkWatch {
  #previous: string;
  #given = '';
  #hash: Hash = createHash('sha256');

  constructor(
    private readonly signing: ChunkSigning,
    private readonly hasTrailer: boolean,
  ) {
    this.#previous = signing.seedSignature;
  }

  start(extension: string): void {
    this.#given = /(?:^|;)\s*chunk-signature=([0-9a-f]{64})\s*(?:;|$)/.exec(extension)?.[1] ?? '';
    this.#hash = createHash('sha256');
  }

  data(bytes: Buffer): void {
    this.#hash.update(bytes);
  }

  end(): void {
    this.#continue('AWS4-HMAC-SHA256-PAYLOAD', `${emptyHash}\n${this.#hash.digest('hex')}`);
  }

  trailer(fields: readonly (readonly [string, string])[]): void {
    if (!this.hasTrailer) return;
    const [signature, ...rest] = fields.filter(([name]) => name === 'x-amz-trailer-signature');
    if (!signature || rest.length > 0) throw malformedTrailer();
    this.#given = signature[1];
    const signed = fields.filter((field) => field !== signature).map(([name, value]) => `${name}:${value}\n`);
    this.#continue('AWS4-HMAC-SHA256-TRAILER', createHash('sha256').update(signed.join(''), 'latin1').digest('hex'));
  }

  #continue(algorithm: string, hashes: string): void {
    const { key, date, scope } = this.signing;
    const text = `${algorithm}\n${date}\n${scope}\n${this.#previous}\n${hashes}`;
    const expected = createHmac('sha256', key).update(text).digest();
    const given = Buffer.from(this.#given, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new WireError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        { StringToSign: text, SignatureProvided: this.#given },
      );
    }
    this.#previous = this.#given;
  }
}
