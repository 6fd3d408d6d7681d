import { existsSync } from 'node:fs';

const unshare = '/usr/bin/unshare';

/**
 * A worker's command, begun with mounts of its own. `openDriver` sees to that for the main thread in any case; this way all threads of
 * the worker see the same mounts. The command as it is where that is not allowed or not possible.
 */
export function workerCommand(argv: readonly string[], privileged = process.getuid?.() === 0 && existsSync(unshare)): string[] {
  return privileged ? [unshare, '--mount', '--propagation', 'private', '--', ...argv] : [...argv];
}
