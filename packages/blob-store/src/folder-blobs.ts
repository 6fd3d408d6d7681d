import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { BlobNotFoundError, type BlobReference, type Blobs, type CollectableBlobs, type StagedBlob } from '@hearth/lambda';
import type { ByteRange, ObjectBytes } from '@hearth/services';
import { removeUntouched, tidy, untouchedSince } from './collectable-folder.js';
import { StagedFile } from './staged-file.js';
import { verified } from './verified.js';
import { writeDurably } from './write-durably.js';

/** Far beyond any pause in a write that is under way in another process. */
const unfinishedMilliseconds = 60 * 60 * 1000;

/** Opens a folder as a blob store; creates it when missing. Several processes may share it. */
export async function openFolderBlobs(folder: string): Promise<FolderBlobs> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o750 });
  const blobs = new FolderBlobs(folder, incoming);
  await blobs.removeUnfinished(new Date(Date.now() - unfinishedMilliseconds));
  return blobs;
}

/** Blobs as files, `ab/cd…` by their SHA-256. A file under its final name is whole and on disk. */
export class FolderBlobs implements Blobs, ObjectBytes, CollectableBlobs {
  constructor(
    private readonly folder: string,
    private readonly incoming: string,
  ) {}

  async put(content: Uint8Array): Promise<BlobReference> {
    const sha256Hex = createHash('sha256').update(content).digest('hex');
    const path = this.pathOf(sha256Hex);
    if ((await hasSize(path, content.byteLength)) && (await touched(path))) return { sha256Hex, sizeBytes: content.byteLength };
    return this.write([content]);
  }

  async write(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<BlobReference> {
    const staged = await this.stage(content);
    try {
      return await staged.keep();
    } finally {
      await staged.discard();
    }
  }

  async stage(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StagedBlob> {
    const temporary = join(this.incoming, randomUUID());
    try {
      const { sha256Hex, sizeBytes } = await writeDurably(temporary, content);
      const file = new StagedFile(temporary);
      return {
        sha256Hex,
        sizeBytes,
        keep: async () => {
          await this.keep(temporary, this.pathOf(sha256Hex));
          return { sha256Hex, sizeBytes };
        },
        read: (position, length) => file.read(position, length),
        discard: () => file.discard(),
      };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async renew(sha256Hex: string): Promise<void> {
    if (!(await touched(this.pathOf(sha256Hex)))) throw new BlobNotFoundError(sha256Hex);
  }

  untouchedSince(time: Date): AsyncIterable<readonly string[]> {
    return untouchedSince(this.folder, time);
  }

  removeUntouched(sha256Hex: string, since: Date): Promise<boolean> {
    return removeUntouched(this.pathOf(sha256Hex), sha256Hex, this.incoming, since);
  }

  removeUnfinished(since: Date): Promise<void> {
    return tidy(this.incoming, since, (sha256Hex) => this.pathOf(sha256Hex));
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

/** Makes it as new as if it had been written now; false when it is gone. */
async function touched(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
