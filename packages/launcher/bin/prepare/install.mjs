import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stopTheOther } from './clone-use.mjs';
import { Problem } from './explain.mjs';
import { remedyFor } from './install-remedy.mjs';
import { run } from './run.mjs';

/** Installs exactly what the lockfile names, unless that has been done already; refuses to when another process works with the clone. */
export async function install(clone, say, alone) {
  const stamp = join(clone, 'node_modules', '.cache', 'hearth', 'installed');
  const hash = createHash('sha256')
    .update(readFileSync(join(clone, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(clone, stamp, hash)) return;
  if (!alone) throw stopTheOther();
  say('npm ci, a minute or two the first time');
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [
    ...npm.slice(1),
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ];
  const { code, said } = await run(npm[0], args, { cwd: clone, env: process.env });
  if (code !== 0) throw new Problem(`npm ci failed:\n${said}`, remedyFor(said));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

// npm writes node_modules/.package-lock.json last: an interrupted installation has none.
function isInstalled(clone, stamp, hash) {
  const finished = changedAtMs(join(clone, 'node_modules', '.package-lock.json'));
  if (finished === null) return false;
  if (finished >= changedAtMs(join(clone, 'package-lock.json'))) return true;
  return changedAtMs(stamp) !== null && readFileSync(stamp, 'utf8') === hash;
}

function changedAtMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
