import type { FileHandle } from 'node:fs/promises';

/** The bytes of a zip, wherever they are. */
export interface ZipSource {
  readonly sizeBytes: number;
  /** Exactly these bytes; throws or rejects with BadZipError when they are not all there. */
  read(position: number, length: number): Buffer | Promise<Buffer>;
}

/** What makes a zip unacceptable, in words for its author. */
export class BadZipError extends Error {
  override readonly name = 'BadZipError';
}

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

export async function zipInFile(file: FileHandle): Promise<ZipSource> {
  const sizeBytes = (await file.stat()).size;
  return {
    sizeBytes,
    async read(position, length) {
      checkRange(position, length, sizeBytes);
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
      if (bytesRead < length) throw new BadZipError('it ends too early');
      return buffer;
    },
  };
}

function checkRange(position: number, length: number, sizeBytes: number): void {
  if (position < 0 || position + length > sizeBytes) throw new BadZipError('it refers to bytes beyond its end');
}
