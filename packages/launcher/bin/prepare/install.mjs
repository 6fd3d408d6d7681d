import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from './explain.mjs';
import { run } from './run.mjs';

/** Installs exactly what the lockfile names, unless that has been done already. */
export async function install(clone, say) {
  const stamp = join(clone, 'node_modules', '.cache', 'hearth', 'installed');
  const hash = createHash('sha256')
    .update(readFileSync(join(clone, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(clone, stamp, hash)) return;
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
  if (code !== 0) throw new Problem(`npm ci failed:\n${said}`, remedy(said));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

// npm writes node_modules/.package-lock.json last: an interrupted installation has none.
function isInstalled(clone, stamp, hash) {
  const finished = changedAtMs(join(clone, 'node_modules', '.package-lock.json'));
  if (finished === null) return false;
  if (changedAtMs(stamp) === null) return finished >= changedAtMs(join(clone, 'package-lock.json'));
  return readFileSync(stamp, 'utf8') === hash;
}

function changedAtMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E407/,
    'npm cannot reach its registry: check the network, a proxy (npm config get proxy) and `npm ping`.',
  ],
  [/ENOSPC/, 'The disk is full: Hearth needs about 2 GB.'],
  [/EACCES|EPERM|EROFS/, 'The clone belongs to another user or is read-only: clone it as the user who runs npm start.'],
  [
    /EUSAGE/,
    'package.json and package-lock.json do not fit together: restore both with `git checkout -- package.json package-lock.json`.',
  ],
  [/E401|E403/, 'The registry refuses these credentials: see `npm config get registry` and `npm login`.'],
  [/EINTEGRITY/, 'A download is damaged: run `npm cache verify` and try again.'],
];

function remedy(said) {
  return remedies.find(([pattern]) => pattern.test(said))?.[1] ?? 'Run `npm ci` by hand to see more, then npm start again.';
}
