import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const removedPrefix = 'removed-';
const batchMax = 500;

/** The hashes of the files of a blob folder that were last touched before `time`, folder by folder. */
export async function* untouchedSince(folder: string, time: Date): AsyncGenerator<readonly string[]> {
  for (const start of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(start)) continue;
    const untouched: string[] = [];
    for (const rest of await readdir(join(folder, start))) {
      const found = await stat(join(folder, start, rest)).catch(() => undefined);
      if (found && found.mtimeMs < time.getTime() && /^[0-9a-f]{62}$/.test(rest)) untouched.push(start + rest);
    }
    for (let at = 0; at < untouched.length; at += batchMax) yield untouched.slice(at, at + batchMax);
  }
}

/**
 * Removes a file unless it was touched since. It is moved aside first and looked at there: whoever touches it before the move is noticed,
 * and whoever wants to touch it after finds nothing and writes it anew.
 */
export async function removeUntouched(path: string, sha256Hex: string, incoming: string, since: Date): Promise<boolean> {
  const aside = join(incoming, `${removedPrefix}${sha256Hex}`);
  if (!(await moved(path, aside))) return false;
  const found = await stat(aside).catch(() => undefined);
  if (found && found.mtimeMs >= since.getTime()) {
    await moved(aside, path);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

/** Puts back what a removal that was killed had moved aside; removes what was begun to be written before and not finished. */
export async function tidy(incoming: string, since: Date, pathOf: (sha256Hex: string) => string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    if (name.startsWith(removedPrefix)) {
      await moved(path, pathOf(name.slice(removedPrefix.length)));
      continue;
    }
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < since.getTime()) await rm(path, { force: true });
  }
}

/** False when there is nothing to be moved. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
