import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from '../cannot-start.js';
import { installLine } from './install-line.js';

const run = promisify(execFile);
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const lists = '/var/lib/apt/lists';
// dpkg-query's own placeholders.
// biome-ignore lint/suspicious/noTemplateCurlyInString: not a template of ours
const packageFormat = '${Status} ${Package}\n';
const dayMs = 24 * 60 * 60 * 1000;

/** Installs Debian packages for the whole machine; takes root. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  try {
    if (listsAreStale()) await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  } catch (error) {
    const remedy = `Install by hand, then run npm start again:\n${installLine('debian', packages, true)}`;
    throw new CannotStart(`apt-get could not install ${packages.join(', ')}:\n${lastWords(error)}`, remedy);
  }
}

/** Unpacks a Debian package, with what it needs and this machine lacks, into `folder` without installing it; needs no root. */
export async function aptUnpack(name: string, folder: string): Promise<void> {
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads, { recursive: true });
  await run('apt-get', ['download', ...(await neededPackages(name))], { cwd: downloads, env });
  const unpacked = join(folder, 'unpacked');
  for (const file of readdirSync(downloads)) await run('dpkg-deb', ['-x', join(downloads, file), unpacked]);
  rmSync(downloads, { recursive: true });
}

async function neededPackages(name: string): Promise<string[]> {
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`);
  const { stdout } = await run('apt-cache', ['depends', '--recurse', ...only, name], { env });
  const closure = stdout.split('\n').filter((line) => /^[a-z0-9]/.test(line));
  const { stdout: listed } = await run('dpkg-query', ['-W', '-f', packageFormat], { env });
  const installed = new Set([...listed.matchAll(/^install ok installed (.+)$/gm)].map(([, found]) => found!));
  return [name, ...closure.filter((found) => found !== name && !installed.has(found))];
}

/** Whether package lists are missing or so old that the mirrors may have dropped what they name. */
function listsAreStale(nowMs = Date.now()): boolean {
  try {
    const found = readdirSync(lists).filter((name) => /_(In)?Release$/.test(name));
    return found.length === 0 || found.every((name) => nowMs - statSync(join(lists, name)).mtimeMs > dayMs);
  } catch {
    return true;
  }
}

export function lastWords(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').slice(-5).join('\n');
}
