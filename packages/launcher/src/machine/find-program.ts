import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

// Where system programs lie even when a person's PATH leaves the administrator's folders out.
const always = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The full path of the first of `names` that can be run, or null. */
export function findProgram(names: readonly string[], path = process.env.PATH ?? ''): string | null {
  const folders = [...new Set([...path.split(':').filter((folder) => folder.startsWith('/')), ...always])];
  for (const name of names) {
    for (const folder of folders) {
      const program = join(folder, name);
      if (isExecutable(program)) return program;
    }
  }
  return null;
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
