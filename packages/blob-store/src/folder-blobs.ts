import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { BlobNotFoundError, type BlobReference, type Blobs } from '@hearth/lambda';
import type { ByteRange, ObjectBytes } from '@hearth/services';
import { verified } from './verified.js';
import { writeDurably } from './write-durably.js';

/** Opens a folder as a blob store; creates it when missing. Several processes may share it. */
export async function openFolderBlobs(folder: string): Promise<FolderBlobs> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o750 });
  await removeAbandoned(incoming);
  return new FolderBlobs(folder, incoming);
}

/** Blobs as files, `ab/cd…` by their SHA-256. A file under its final name is whole and on disk. */
export class FolderBlobs implements Blobs, ObjectBytes {
  constructor(
    private readonly folder: string,
    private readonly incoming: string,
  ) {}

  async put(content: Uint8Array): Promise<BlobReference> {
    const sha256Hex = createHash('sha256').update(content).digest('hex');
    if (await hasSize(this.pathOf(sha256Hex), content.byteLength)) return { sha256Hex, sizeBytes: content.byteLength };
    return this.write([content]);
  }

  async write(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<BlobReference> {
    const temporary = join(this.incoming, randomUUID());
    try {
      const written = await writeDurably(temporary, content);
      await this.keep(temporary, this.pathOf(written.sha256Hex));
      return written;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  read(sha256Hex: string): Promise<Readable> {
    return this.open(sha256Hex);
  }

  /** The file is open once this resolves: a blob that is removed afterwards is still read to its end. */
  async open(sha256Hex: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.pathOf(sha256Hex)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new BlobNotFoundError(sha256Hex) : error;
    });
    if (range) return streamOf(file, { start: range.startByte, end: range.endByte });
    // The reader of the result sees every failure; the callback only keeps pipeline from throwing it twice.
    return pipeline(streamOf(file, {}), verified(sha256Hex), () => {}) as unknown as Readable;
  }

  private async keep(temporary: string, path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    await rename(temporary, path);
    await syncFolder(dirname(path));
    await syncFolder(this.folder);
  }

  private pathOf(sha256Hex: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256Hex)) throw new BlobNotFoundError(sha256Hex);
    return join(this.folder, sha256Hex.slice(0, 2), sha256Hex.slice(2));
  }
}

const streamOf = (file: FileHandle, range: { readonly start?: number; readonly end?: number }) =>
  file.createReadStream({ ...range, highWaterMark: 256 * 1024 });

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hasSize(path: string, sizeBytes: number): Promise<boolean> {
  return stat(path).then(
    (found) => found.size === sizeBytes,
    () => false,
  );
}

/** What a killed process left half written. An hour is far beyond any write under way in another process. */
async function removeAbandoned(incoming: string): Promise<void> {
  const oldestMilliseconds = Date.now() - 60 * 60 * 1000;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < oldestMilliseconds) await rm(path, { force: true });
  }
}
