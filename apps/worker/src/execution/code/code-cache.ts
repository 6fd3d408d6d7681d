import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ExecutableVersion } from '@hearth/lambda';
import { SharedWork } from '../shared-work.js';
import type { DeploymentPackages } from './deployment-packages.js';
import { mergeFolder } from './merge-folder.js';
import { unpack } from './unpack.js';

/** Unpacked code that is in use, so that it is not removed. */
export interface CodeInUse {
  readonly folder: string;
  release(): void;
}

/** What a version of a function sees of its package and of its layers, which are one folder, the later over the earlier. */
export interface VersionInUse {
  readonly taskFolder: string;
  readonly optFolder: string | undefined;
  release(): void;
}

type VersionCode = Pick<ExecutableVersion, 'codeSha256Hex' | 'layerSha256Hexes'>;

interface CachedCode {
  readonly bytes: number;
  users: number;
  usedAtMilliseconds: number;
}

const incomingPrefix = '.incoming-';

/** Fills a folder, and says how many bytes it takes. */
type Fill = (incoming: string, task: string) => Promise<number>;

/** Deployment packages and layers, unpacked once each. A folder under its final name is whole; several workers may share one cache. */
export class CodeCache {
  readonly #cached = new Map<string, CachedCode>();
  readonly #filling = new SharedWork<void>();

  private constructor(
    private readonly folder: string,
    private readonly packages: DeploymentPackages,
    private readonly bytesMax: number,
  ) {}

  /** Removes what a dead worker left half done, and adopts the rest. */
  static async open(folder: string, packages: DeploymentPackages, bytesMax: number): Promise<CodeCache> {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const cache = new CodeCache(folder, packages, bytesMax);
    for (const name of await readdir(folder)) {
      if (name.startsWith(incomingPrefix)) await removeIfAbandoned(join(folder, name));
      else await cache.#adopt(name);
    }
    return cache;
  }

  /** Rejects with BadPackageError when no worker could unpack it. */
  async use({ codeSha256Hex, layerSha256Hexes }: VersionCode): Promise<VersionInUse> {
    const task = await this.#usePackage(codeSha256Hex);
    try {
      const opt = layerSha256Hexes.length === 0 ? undefined : await this.#useLayers(layerSha256Hexes);
      const release = () => {
        task.release();
        opt?.release();
      };
      return { taskFolder: task.folder, optFolder: opt?.folder, release };
    } catch (error) {
      task.release();
      throw error;
    }
  }

  #usePackage(sha256Hex: string): Promise<CodeInUse> {
    return this.#use(sha256Hex, async (incoming, task) => {
      const zip = join(incoming, 'package.zip');
      await pipeline(await this.packages.read(sha256Hex), createWriteStream(zip, { mode: 0o600 }));
      const bytes = await unpack(zip, task);
      await rm(zip);
      return bytes;
    });
  }

  #useLayers(sha256Hexes: readonly string[]): Promise<CodeInUse> {
    const [only = '', ...others] = sha256Hexes;
    if (others.length === 0) return this.#usePackage(only);
    const name = `layers-${createHash('sha256').update(sha256Hexes.join()).digest('hex')}`;
    return this.#use(name, async (_incoming, task) => {
      let bytes = 0;
      for (const sha256Hex of sha256Hexes) {
        const layer = await this.#usePackage(sha256Hex);
        try {
          await mergeFolder(layer.folder, task);
          bytes += this.#cached.get(sha256Hex)?.bytes ?? 0;
        } finally {
          layer.release();
        }
      }
      return bytes;
    });
  }

  async #use(name: string, fill: Fill): Promise<CodeInUse> {
    if (!this.#cached.has(name)) await this.#filling.run(name, () => this.#make(name, fill));
    const code = this.#cached.get(name);
    if (!code) return this.#use(name, fill);
    code.users++;
    code.usedAtMilliseconds = Date.now();
    void utimes(join(this.folder, name), new Date(), new Date()).catch(() => {});
    return { folder: join(this.folder, name, 'task'), release: onceOnly(() => code.users--) };
  }

  async #make(name: string, fill: Fill): Promise<void> {
    const incoming = join(this.folder, `${incomingPrefix}${randomUUID()}`);
    const task = join(incoming, 'task');
    try {
      await mkdir(task, { recursive: true, mode: 0o755 });
      await writeFile(join(incoming, 'bytes'), String(await fill(incoming, task)));
      await rename(incoming, join(this.folder, name)).catch(ignoreExisting);
      await this.#adopt(name);
    } finally {
      await rm(incoming, { recursive: true, force: true });
    }
    await this.#makeRoom(name);
  }

  async #adopt(name: string): Promise<void> {
    const bytes = Number(await readFile(join(this.folder, name, 'bytes'), 'utf8'));
    const { mtimeMs } = await stat(join(this.folder, name));
    this.#cached.set(name, { bytes, users: 0, usedAtMilliseconds: mtimeMs });
  }

  async #makeRoom(except: string): Promise<void> {
    const oldestFirst = [...this.#cached].sort(([, a], [, b]) => a.usedAtMilliseconds - b.usedAtMilliseconds);
    let bytes = oldestFirst.reduce((sum, [, code]) => sum + code.bytes, 0);
    for (const [name, code] of oldestFirst) {
      if (bytes <= this.bytesMax) return;
      if (code.users > 0 || name === except) continue;
      this.#cached.delete(name);
      bytes -= code.bytes;
      await this.#remove(name);
    }
  }

  /** Renamed first, so that nobody finds it half removed. */
  async #remove(name: string): Promise<void> {
    const doomed = join(this.folder, `${incomingPrefix}${randomUUID()}`);
    await rename(join(this.folder, name), doomed);
    await rm(doomed, { recursive: true, force: true });
  }
}

/** Another worker of this machine may be at work in it; nobody works for an hour on one package. */
async function removeIfAbandoned(path: string): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > 60 * 60 * 1000) await rm(path, { recursive: true, force: true });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}

function onceOnly(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
