import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, realpath, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import {
  BadZipError,
  entryContent,
  readZipDirectory,
  unzippedBytesMax,
  type ZipEntry,
  type ZipSource,
  ZipTree,
  zipInStore,
} from '@hearth/lambda';

const usualPermissions = 0o644;
const usualFolderPermissions = 0o755;
/** Whoever unpacks must be able to fill a folder and to remove it again, whatever the zip says. */
const ownersShare = 0o700;

/** The package cannot be unpacked, whoever tries: it says what is wrong with it. */
export class BadPackageError extends Error {
  override readonly name = 'BadPackageError';
}

/**
 * Unpacks a zip into an empty folder and returns the bytes it takes there, counted as they come out. Nothing is written or linked outside
 * that folder, whatever the zip says. Permissions are those of the zip, so what only its owner may read, a function may not; set-id bits
 * are left out.
 */
export async function unpack(zipPath: string, folder: string, bytesMax = unzippedBytesMax): Promise<number> {
  const file = await open(zipPath, 'r');
  try {
    const { size } = await file.stat();
    const zip = zipInStore({ sizeBytes: size, read: (position, length) => readAt(file, position, length) });
    return await new Unpacking(zip, folder, bytesMax).run(await readZipDirectory(zip));
  } catch (error) {
    throw error instanceof BadZipError ? new BadPackageError(error.message) : error;
  } finally {
    await file.close();
  }
}

class Unpacking {
  #bytes = 0;
  readonly #tree = new ZipTree();
  readonly #made = new Set<string>();
  /** Made last, so that no file is ever written through a link. */
  readonly #links: { readonly path: string; readonly to: string }[] = [];
  readonly #folders: { readonly path: string; readonly permissions: number }[] = [];

  constructor(
    private readonly zip: ZipSource,
    private readonly folder: string,
    private readonly bytesMax: number,
  ) {
    this.#made.add(folder);
  }

  /** Nothing is written before every entry has its place. */
  async run(entries: readonly ZipEntry[]): Promise<number> {
    const planned: { readonly entry: ZipEntry; readonly path: string }[] = [];
    for (const entry of entries) planned.push({ entry, path: join(this.folder, ...(await this.#plan(entry))) });
    this.#tree.checkLinks();
    for (const { entry, path } of planned) await this.#make(entry, path);
    for (const { path, to } of this.#links) await this.#link(path, to);
    for (const { path, permissions } of this.#folders.reverse()) await chmod(path, permissions | ownersShare);
    return this.#bytes;
  }

  async #plan(entry: ZipEntry): Promise<readonly string[]> {
    if (entry.kind === 'file') return this.#tree.addFile(entry.name);
    if (entry.kind === 'folder') return this.#tree.addFolder(entry.name);
    const to = await this.#text(entry);
    const path = this.#tree.addLink(entry.name, to);
    this.#links.push({ path: join(this.folder, ...path), to });
    return path;
  }

  async #make(entry: ZipEntry, path: string): Promise<void> {
    if (entry.kind === 'file') await this.#write(entry, path);
    if (entry.kind !== 'folder') return;
    await this.#makeFolder(path);
    const { permissions } = entry;
    if (permissions !== undefined && path !== this.folder) this.#folders.push({ path, permissions });
  }

  async #write(entry: ZipEntry, path: string): Promise<void> {
    await this.#makeFolder(dirname(path));
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      for await (const piece of entryContent(this.zip, entry)) await writeAll(file, this.#counted(piece));
      await file.chmod(entry.permissions ?? usualPermissions);
    } finally {
      await file.close();
    }
  }

  async #text(entry: ZipEntry): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of entryContent(this.zip, entry)) pieces.push(this.#counted(piece));
    return Buffer.concat(pieces).toString();
  }

  #counted(piece: Buffer): Buffer {
    this.#bytes += piece.length;
    if (this.#bytes < this.bytesMax) return piece;
    throw new BadPackageError(`Unzipped size must be smaller than ${this.bytesMax} bytes`);
  }

  async #makeFolder(path: string): Promise<void> {
    if (this.#made.has(path)) return;
    await mkdir(path, { recursive: true, mode: usualFolderPermissions });
    this.#made.add(path);
  }

  async #link(path: string, to: string): Promise<void> {
    this.#checkInside(resolve(dirname(path), to));
    await this.#makeFolder(dirname(path));
    await symlink(to, path);
    const leadsTo = await realpath(path).catch(() => undefined);
    if (leadsTo !== undefined) this.#checkInside(leadsTo);
  }

  #checkInside(path: string): void {
    if (path === this.folder || path.startsWith(this.folder + sep)) return;
    throw new BadPackageError('a link leads out of the package');
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function writeAll(file: FileHandle, piece: Buffer): Promise<void> {
  for (let written = 0; written < piece.length; ) {
    written += (await file.write(piece, written, piece.length - written)).bytesWritten;
  }
}
