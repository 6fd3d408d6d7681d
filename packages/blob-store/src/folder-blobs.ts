import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { BlobNotFoundError, type BlobReference, type Blobs } from '@hearth/lambda';
import { verified } from './verified.js';

/** Opens a folder as a blob store; creates it when missing. Several processes may share it. */
export async function openFolderBlobs(folder: string): Promise<FolderBlobs> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o750 });
  await removeAbandoned(incoming);
  return new FolderBlobs(folder, incoming);
}

/** Blobs as files, `ab/cd…` by their SHA-256. A file under its final name is whole and on disk. */
export class FolderBlobs implements Blobs {
  constructor(
    private readonly folder: string,
    private readonly incoming: string,
  ) {}

  async put(content: Uint8Array): Promise<BlobReference> {
    const sha256Hex = createHash('sha256').update(content).digest('hex');
    const path = this.pathOf(sha256Hex);
    if (!(await hasSize(path, content.byteLength))) await this.write(path, content);
    return { sha256Hex, sizeBytes: content.byteLength };
  }

  async read(sha256Hex: string): Promise<Readable> {
    const path = this.pathOf(sha256Hex);
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (!exists) throw new BlobNotFoundError(sha256Hex);
    // The reader of the result sees every failure; the callback only keeps pipeline from throwing it twice.
    return pipeline(createReadStream(path), verified(sha256Hex), () => {}) as unknown as Readable;
  }

  private async write(path: string, content: Uint8Array): Promise<void> {
    const temporary = join(this.incoming, randomUUID());
    try {
      await writeDurably(temporary, content);
      await mkdir(dirname(path), { recursive: true, mode: 0o750 });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      await syncFolder(this.folder);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private pathOf(sha256Hex: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256Hex)) throw new BlobNotFoundError(sha256Hex);
    return join(this.folder, sha256Hex.slice(0, 2), sha256Hex.slice(2));
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

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
