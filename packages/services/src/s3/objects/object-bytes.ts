import type { Readable } from 'node:stream';

/** Bytes kept under their SHA-256, for as long as a row names them. */
export interface ObjectBytes {
  /** Reads to the end in flat memory. Resolves once the bytes survive a power cut; when reading fails nothing is left of them. */
  write(content: AsyncIterable<Uint8Array>): Promise<WrittenBytes>;
  /** Keeps bytes that are about to be named by one more row from being removed before it is there. */
  renew(sha256Hex: string): Promise<void>;
  /** `endByte` is included. A stream of all bytes fails at its end when they are damaged. */
  open(sha256Hex: string, range?: ByteRange): Promise<Readable>;
}

export interface WrittenBytes {
  readonly sha256Hex: string;
  readonly sizeBytes: number;
}

/** From 0; both ends are included. */
export interface ByteRange {
  readonly startByte: number;
  readonly endByte: number;
}
