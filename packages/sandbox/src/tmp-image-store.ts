import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TmpImage, TmpImages } from './driver.js';
import { FileLock } from './kernel/file-lock.js';
import { formatImage, type ImageTemplate } from './tmp-image-template.js';

const lockFile = 'lock';
const rootName = 'tmp-images';

/**
 * Makes /tmp images in a folder of its own below `stateFolder`; what stores of dead processes left there is removed first.
 * Without root there are no loop devices: an image is then a plain folder, and its size is not enforced.
 */
export class TmpImageStore implements TmpImages {
  private readonly templates = new Map<number, Promise<ImageTemplate>>();

  private constructor(
    private readonly folder: string,
    private readonly lock: FileLock,
    private readonly asFolders: boolean,
  ) {}

  static async open(stateFolder: string, asFolders = process.getuid?.() !== 0): Promise<TmpImageStore> {
    const root = join(stateFolder, rootName);
    mkdirSync(root, { recursive: true, mode: 0o711 });
    return FileLock.hold(join(root, lockFile), async () => {
      removeAbandoned(root);
      const folder = join(root, randomBytes(8).toString('hex'));
      mkdirSync(folder, { mode: 0o711 });
      const lock = FileLock.tryTake(join(folder, lockFile));
      if (!lock) throw new Error(`The new folder ${folder} is locked by another process`);
      return new TmpImageStore(folder, lock, asFolders);
    });
  }

  async create(megabytes: number): Promise<TmpImage> {
    const path = join(this.folder, randomBytes(16).toString('hex'));
    if (this.asFolders) await mkdir(path, { mode: 0o700 });
    else await this.write(path, megabytes);
    return { path, megabytes };
  }

  async remove(image: TmpImage): Promise<void> {
    await rm(image.path, { recursive: true, force: true });
  }

  /** Removes all images. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.lock.release();
  }

  private async write(path: string, megabytes: number): Promise<void> {
    if (!this.templates.has(megabytes)) this.templates.set(megabytes, formatImage(path, megabytes));
    const template = await (this.templates.get(megabytes) as Promise<ImageTemplate>);
    const file = await open(path, 'w', 0o600);
    try {
      await file.truncate(template.bytes);
      for (const { offset, data } of template.extents) await file.write(data, 0, data.length, offset);
    } finally {
      await file.close();
    }
  }
}

/** Removes the images of every store whose process is dead. */
export async function removeAbandonedImages(stateFolder: string): Promise<void> {
  const root = join(stateFolder, rootName);
  if (existsSync(root)) await FileLock.hold(join(root, lockFile), async () => removeAbandoned(root));
}

function removeAbandoned(root: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(root, entry.name);
    const lock = FileLock.tryTake(join(folder, lockFile));
    if (!lock) continue;
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}
