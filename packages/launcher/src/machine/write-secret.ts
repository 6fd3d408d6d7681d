import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Replaces `file` in one step by one that only its owner may read (0600); a crash leaves the old or the new content. */
export function writeSecret(file: string, content: string, uid?: number): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (uid !== undefined) chownSync(draft, uid, uid);
  renameSync(draft, file);
}

/** What `file` holds, or what `make` gives for the first time, kept for the next. */
export function keptSecret(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secret = make();
    writeSecret(file, `${secret}\n`);
    return secret;
  }
}
