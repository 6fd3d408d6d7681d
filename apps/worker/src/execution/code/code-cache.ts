import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SharedWork } from '../shared-work.js';
import type { DeploymentPackages } from './deployment-packages.js';
import { unpack } from './unpack.js';

/** Unpacked code that is in use, so that it is not removed. */
export interface CodeInUse {
  readonly folder: string;
  release(): void;
}

interface CachedCode {
  readonly bytes: number;
  users: number;
  usedAtMilliseconds: number;
}

const incomingPrefix = '.incoming-';

/** Deployment packages, unpacked once each. A folder under its final name is whole; several workers may share one cache. */
export class CodeCache {
  readonly #cached = new Map<string, CachedCode>();
  readonly #unpacking = new SharedWork<void>();

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
  async use(sha256Hex: string): Promise<CodeInUse> {
    if (!this.#cached.has(sha256Hex)) await this.#unpacking.run(sha256Hex, () => this.#fetch(sha256Hex));
    const code = this.#cached.get(sha256Hex);
    if (!code) return this.use(sha256Hex);
    code.users++;
    code.usedAtMilliseconds = Date.now();
    void utimes(join(this.folder, sha256Hex), new Date(), new Date()).catch(() => {});
    return { folder: join(this.folder, sha256Hex, 'task'), release: onceOnly(() => code.users--) };
  }

  async #fetch(sha256Hex: string): Promise<void> {
    const incoming = join(this.folder, `${incomingPrefix}${randomUUID()}`);
    try {
      await mkdir(join(incoming, 'task'), { recursive: true, mode: 0o755 });
      const zip = join(incoming, 'package.zip');
      await pipeline(await this.packages.read(sha256Hex), createWriteStream(zip, { mode: 0o600 }));
      const bytes = await unpack(zip, join(incoming, 'task'));
      await rm(zip);
      await writeFile(join(incoming, 'bytes'), String(bytes));
      await rename(incoming, join(this.folder, sha256Hex)).catch(ignoreExisting);
      await this.#adopt(sha256Hex);
    } finally {
      await rm(incoming, { recursive: true, force: true });
    }
    await this.#makeRoom(sha256Hex);
  }

  async #adopt(sha256Hex: string): Promise<void> {
    const bytes = Number(await readFile(join(this.folder, sha256Hex, 'bytes'), 'utf8'));
    const { mtimeMs } = await stat(join(this.folder, sha256Hex));
    this.#cached.set(sha256Hex, { bytes, users: 0, usedAtMilliseconds: mtimeMs });
  }

  async #makeRoom(except: string): Promise<void> {
    const oldestFirst = [...this.#cached].sort(([, a], [, b]) => a.usedAtMilliseconds - b.usedAtMilliseconds);
    let bytes = oldestFirst.reduce((sum, [, code]) => sum + code.bytes, 0);
    for (const [sha256Hex, code] of oldestFirst) {
      if (bytes <= this.bytesMax) return;
      if (code.users > 0 || sha256Hex === except) continue;
      this.#cached.delete(sha256Hex);
      bytes -= code.bytes;
      await this.#remove(sha256Hex);
    }
  }

  /** Renamed first, so that nobody finds it half removed. */
  async #remove(sha256Hex: string): Promise<void> {
    const doomed = join(this.folder, `${incomingPrefix}${randomUUID()}`);
    await rename(join(this.folder, sha256Hex), doomed);
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
