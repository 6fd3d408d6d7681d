import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { holdingFolder } from './holding-folder.js';

const run = promisify(execFile);
const downloadMillisecondsMax = 5 * 60 * 1000;

/**
 * Installs `name@version` below `folder` with the npm that came with Node, without running its scripts, and returns the package's own
 * folder. One process downloads, the others wait for it; what is there under its final name is whole.
 */
export async function installNpmPackage(
  nameAndVersion: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const name = nameAndVersion.slice(0, nameAndVersion.lastIndexOf('@'));
  const home = join(folder, nameAndVersion.replaceAll('/', '+'));
  const installed = join(home, 'node_modules', name);
  if (existsSync(installed)) return installed;
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await holdingFolder(`${home}.lock`, async () => {
    if (!existsSync(installed)) await download(nameAndVersion, home, environment);
  });
  return installed;
}

async function download(nameAndVersion: string, home: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const incoming = `${home}.${randomUUID()}`;
  try {
    await mkdir(incoming, { mode: 0o755 });
    await writeFile(join(incoming, 'package.json'), '{"private":true}');
    const [program, ...first] = npmCommand();
    const flags = [
      'install',
      '--ignore-scripts',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    await run(program, [...first, ...flags, '--prefix', incoming, nameAndVersion], {
      cwd: incoming,
      env: environment,
      timeout: downloadMillisecondsMax,
    });
    await rename(incoming, home);
  } catch (error) {
    throw new Error(`npm could not fetch ${nameAndVersion}: ${reasonOf(error as Error & { stderr?: string })}`);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** npm lies beside node in every distribution of Node; some systems package it apart. */
function npmCommand(): [string, ...string[]] {
  const cli = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return existsSync(cli) ? [process.execPath, cli] : ['npm'];
}

function reasonOf(error: Error & { stderr?: string }): string {
  const lines = (error.stderr || error.message).split('\n').filter((line) => line.startsWith('npm error') || !error.stderr);
  return lines.slice(0, 3).join(' ').trim() || error.message;
}
