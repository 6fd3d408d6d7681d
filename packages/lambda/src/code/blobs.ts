import type { Readable } from 'node:stream';

/** Content kept under the SHA-256 of its bytes: equal content is kept once and never changes. */
export interface Blobs {
  /** Resolves once the content survives a power cut. */
  put(content: Uint8Array): Promise<BlobReference>;
  /** Takes in content of any size in little memory, to be looked at before it is kept. When reading it fails nothing is left of it. */
  stage(content: AsyncIterable<Uint8Array>): Promise<StagedBlob>;
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

/** Content that has come in and is not kept yet. */
export interface StagedBlob extends BlobReference {
  /** These bytes; fewer where they end. */
  read(position: number, length: number): Promise<Buffer>;
  keep(): Promise<BlobReference>;
  /** Whoever staged it calls this in the end, kept or not: nothing is left of what was not kept. */
  discard(): Promise<void>;
}

export class BlobNotFoundError extends Error {
  override readonly name = 'BlobNotFoundError';
  constructor(readonly sha256Hex: string) {
    super(`No blob ${sha256Hex} in the blob store`);
  }
}
