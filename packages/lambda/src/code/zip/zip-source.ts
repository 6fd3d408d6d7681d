/** The bytes of a zip, wherever they are. */
export interface ZipSource {
  readonly sizeBytes: number;
  /** Exactly these bytes; throws or rejects with BadZipError when they are not all there. */
  read(position: number, length: number): Buffer | Promise<Buffer>;
}

/** Bytes that are read where they lie. */
export interface StoredBytes {
  readonly sizeBytes: number;
  /** These bytes; fewer where they end. */
  read(position: number, length: number): Promise<Buffer>;
}

/** What makes a zip unacceptable, in words for its author. */
export class BadZipError extends Error {
  override readonly name = 'BadZipError';
}

/** Entries follow each other, so what is read ahead is what is wanted next. */
const aheadBytes = 256 * 1024;

export function zipInMemory(content: Uint8Array): ZipSource {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return {
    sizeBytes: bytes.length,
    read(position, length) {
      checkRange(position, length, bytes.length);
      return bytes.subarray(position, position + length);
    },
  };
}

export function zipInStore(stored: StoredBytes): ZipSource {
  let ahead: Buffer = Buffer.alloc(0);
  let aheadPosition = 0;
  return {
    sizeBytes: stored.sizeBytes,
    read(position, length) {
      checkRange(position, length, stored.sizeBytes);
      const at = position - aheadPosition;
      if (at >= 0 && at + length <= ahead.length) return ahead.subarray(at, at + length);
      return stored.read(position, Math.max(length, Math.min(aheadBytes, stored.sizeBytes - position))).then((bytes) => {
        if (bytes.length < length) throw new BadZipError('it ends too early');
        ahead = bytes;
        aheadPosition = position;
        return bytes.subarray(0, length);
      });
    },
  };
}

function checkRange(position: number, length: number, sizeBytes: number): void {
  if (position < 0 || position + length > sizeBytes) throw new BadZipError('it refers to bytes beyond its end');
}
