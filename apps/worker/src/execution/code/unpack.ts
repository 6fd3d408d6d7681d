import { constants } from 'node:fs';
import { mkdir, open, realpath, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** AWS's quota for a deployment package with its layers, counted in bytes as they come out, never as the zip's headers claim. */
const unpackedBytesMax = 250 * 1024 * 1024;
const entriesMax = 70_000;
const linkBytesMax = 4096;

const fileTypeMask = 0o170000;
const regularType = 0o100000;
const folderType = 0o040000;
const linkType = 0o120000;

/** The package cannot be unpacked, whoever tries: it says what is wrong with it. */
export class BadPackageError extends Error {
  override readonly name = 'BadPackageError';
}

/**
 * Unpacks a zip into an empty folder and returns the bytes it takes there. Nothing is written or linked outside that folder, whatever
 * the zip says; what is neither file, folder nor link is refused. Modes are kept but for set-id bits, and everyone may read.
 */
export async function unpack(zipPath: string, folder: string, bytesMax = unpackedBytesMax): Promise<number> {
  const zip = await opened(zipPath);
  const unpacking = new Unpacking(zip, folder, bytesMax);
  try {
    await eachEntry(zip, (entry) => unpacking.take(entry));
    await unpacking.link();
    return unpacking.bytes;
  } catch (error) {
    throw error instanceof BadPackageError || isOurFault(error) ? error : new BadPackageError((error as Error).message);
  } finally {
    zip.close();
  }
}

class Unpacking {
  bytes = 0;
  #entries = 0;
  /** Made last, so that no file is ever written through a link. */
  readonly #links: { readonly path: string; readonly to: string }[] = [];

  constructor(
    private readonly zip: ZipFile,
    private readonly folder: string,
    private readonly bytesMax: number,
  ) {}

  async take(entry: Entry): Promise<void> {
    if (++this.#entries > entriesMax) throw new BadPackageError(`it has more than ${entriesMax} entries`);
    const path = this.#inside(entry.fileName, join(this.folder, entry.fileName));
    const mode = entry.externalFileAttributes >>> 16;
    const type = entry.fileName.endsWith('/') ? folderType : mode & fileTypeMask || regularType;
    if (type === folderType) await mkdir(path, { recursive: true, mode: 0o755 });
    else if (type === regularType) await this.#write(entry, path, mode & 0o777 || 0o644);
    else if (type === linkType) this.#links.push({ path, to: await this.#target(entry) });
    else throw new BadPackageError(`${entry.fileName} is neither a file nor a folder nor a link`);
  }

  async link(): Promise<void> {
    for (const { path, to } of this.#links) {
      this.#inside(to, resolve(dirname(path), to));
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
      await symlink(to, path);
      const leadsTo = await realpath(path).catch(() => undefined);
      if (leadsTo !== undefined) this.#inside(to, leadsTo);
    }
  }

  async #write(entry: Entry, path: string, mode: number): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
    const file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
    await file.chmod(mode | 0o444);
    await pipeline(await this.#content(entry), this.#counted(), file.createWriteStream());
  }

  async #target(entry: Entry): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of await this.#content(entry)) {
      bytes += (chunk as Buffer).length;
      if (bytes > linkBytesMax) throw new BadPackageError(`the link ${entry.fileName} is too long`);
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString();
  }

  #content(entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) => (error ? reject(new BadPackageError(error.message)) : resolve(stream)));
    });
  }

  #counted(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytes += chunk.length;
        if (this.bytes > this.bytesMax) done(new BadPackageError(`Unzipped size must be smaller than ${this.bytesMax} bytes`));
        else done(null, chunk);
      },
    });
  }

  #inside(name: string, path: string): string {
    if (path === this.folder || path.startsWith(this.folder + sep)) return path;
    throw new BadPackageError(`${name} leads out of the package`);
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? reject(new BadPackageError(error.message)) : resolve(zip),
    );
  });
}

function eachEntry(zip: ZipFile, take: (entry: Entry) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => take(entry).then(() => zip.readEntry(), reject));
    zip.on('end', resolve);
    zip.on('error', (error: Error) => reject(new BadPackageError(error.message)));
    zip.readEntry();
  });
}

/** The disk's or the operating system's doing, which says nothing of the package. */
function isOurFault(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && ['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'EROFS', 'EACCES'].includes(code);
}
