import type { Readable } from 'node:stream';

/** Content kept under the SHA-256 of its bytes: equal content is kept once and never changes. */
export interface Blobs {
  /** Resolves once the content survives a power cut. */
  put(content: Uint8Array): Promise<BlobReference>;
  /** Keeps content from being collected for as long as if it had been put now. Rejects with BlobNotFoundError. */
  renew(sha256Hex: string): Promise<void>;
  /** Rejects with BlobNotFoundError; the stream fails at its end when the bytes do not match their key. */
  read(sha256Hex: string): Promise<Readable>;
}

export interface BlobReference {
  /** Lower-case hexadecimal. */
  readonly sha256Hex: string;
  readonly sizeBytes: number;
}

export class BlobNotFoundError extends Error {
  override readonly name = 'BlobNotFoundError';
  constructor(readonly sha256Hex: string) {
    super(`No blob ${sha256Hex} in the blob store`);
  }
}
