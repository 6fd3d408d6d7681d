import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  /** Folders beside the manifest, by where they appear in the sandbox. */
  mounts: z.record(z.string().startsWith('/'), z.string()),
  command: z.array(z.string()).min(1),
  heapFlag: z.object({ name: z.string(), shareOfMemory: z.number().gt(0).max(1) }).optional(),
  /** By AWS's names. The npm package's folder appears at /var/lang. */
  runtimes: z.record(z.string(), z.object({ npm: z.object({ x86_64: z.string(), arm64: z.string() }) })),
});

/** What one folder of `runtimes/` says it can run, and with what. */
export interface RuntimeManifest extends z.infer<typeof manifest> {
  readonly folder: string;
}

/** Every runtime of the folder by its name. Rejects with the file's name when a manifest cannot be understood. */
export async function readManifests(runtimesFolder: string): Promise<ReadonlyMap<string, RuntimeManifest>> {
  const byName = new Map<string, RuntimeManifest>();
  for (const entry of await readdir(runtimesFolder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(runtimesFolder, entry.name);
    const file = join(folder, 'manifest.json');
    const read = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (!read.success) throw new Error(`${file} is not a runtime manifest: ${z.prettifyError(read.error)}`);
    for (const name of Object.keys(read.data.runtimes)) byName.set(name, { ...read.data, folder });
  }
  return byName;
}
