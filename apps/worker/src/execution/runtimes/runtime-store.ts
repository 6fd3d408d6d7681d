import { join } from 'node:path';
import { SharedWork } from '../shared-work.js';
import { installNpmPackage } from './install-npm-package.js';
import type { InstalledRuntime } from './installed-runtime.js';
import { type RuntimeManifest, readManifests } from './runtime-manifest.js';

export interface RuntimeStoreOptions {
  /** The repository's `runtimes/`. */
  readonly manifests: string;
  /** Where downloaded runtimes are kept; several workers may share it. */
  readonly folder: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** Environment of the download, for a registry's address and its proxy. */
  readonly downloadEnvironment: Readonly<Record<string, string>>;
}

/** The runtimes that this worker offers, each fetched when it is first needed. */
export class RuntimeStore {
  readonly #installing = new SharedWork<InstalledRuntime>();
  readonly #installed = new Map<string, InstalledRuntime>();

  private constructor(
    private readonly manifests: ReadonlyMap<string, RuntimeManifest>,
    private readonly options: RuntimeStoreOptions,
  ) {}

  static async open(options: RuntimeStoreOptions): Promise<RuntimeStore> {
    return new RuntimeStore(await readManifests(options.manifests), options);
  }

  get architecture(): 'x86_64' | 'arm64' {
    return this.options.architecture;
  }

  /** By AWS's names. */
  get names(): readonly string[] {
    return [...this.manifests.keys()].sort();
  }

  /** Rejects when the download fails, with a reason that can be shown. */
  async use(name: string): Promise<InstalledRuntime> {
    return this.#installed.get(name) ?? this.#installing.run(name, () => this.#install(name));
  }

  async #install(name: string): Promise<InstalledRuntime> {
    const manifest = this.manifests.get(name);
    const npmPackage = manifest?.runtimes[name]?.npm[this.options.architecture];
    if (!manifest || !npmPackage) throw new Error(`This worker does not offer the runtime ${name}`);
    const language = await installNpmPackage(npmPackage, this.options.folder, this.options.downloadEnvironment);
    const runtime: InstalledRuntime = {
      mounts: [
        { source: language, target: '/var/lang' },
        ...Object.entries(manifest.mounts).map(([target, folder]) => ({ source: join(manifest.folder, folder), target })),
      ],
      command: manifest.command,
      ...(manifest.heapFlag && { heapFlag: manifest.heapFlag }),
    };
    this.#installed.set(name, runtime);
    return runtime;
  }
}
