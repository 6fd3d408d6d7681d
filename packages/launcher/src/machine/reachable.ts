import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether a user without any rights of its own may enter every folder on the way to `path` and read it. */
export function reachable(path: string): boolean {
  const real = realpathSync(path);
  if ((statSync(real).mode & 0o004) === 0) return false;
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
