import { chmodSync, chownSync, mkdirSync } from 'node:fs';

/** Everybody may pass through such a folder, nobody else may look into it. */
export const passable = 0o711;
export const ownerOnly = 0o700;

/** Ensures that `path` is a folder of this mode and owner, whatever the umask and whatever it was before. */
export function makeFolder(path: string, mode: number, uid?: number): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  if (uid !== undefined) chownSync(path, uid, uid);
  return path;
}
