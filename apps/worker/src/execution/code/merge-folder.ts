import { chmod, link, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lays one folder's contents over another's: files take the place of what has their name, folders are merged. Files are shared between
 * the two, not copied. No link is ever followed.
 */
export async function mergeFolder(source: string, target: string): Promise<void> {
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) {
      await makeFolder(to);
      await mergeFolder(from, to);
      await chmod(to, (await lstat(from)).mode & 0o777);
    } else {
      await rm(to, { recursive: true, force: true });
      if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
      else await link(from, to);
    }
  }
}

async function makeFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (found) await rm(path);
  await mkdir(path, { mode: 0o755 });
}
