import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'tests/reports/calls');

/** A new file for the log of an API that the running suite starts. `npm run compatibility` reads all of them. */
export function accessLogFile(): string {
  mkdirSync(folder, { recursive: true });
  const suite = relative(root, expect.getState().testPath ?? 'unknown').replaceAll(/[/.]/g, '-');
  return join(folder, `${suite}-${randomUUID().slice(0, 8)}.jsonl`);
}
