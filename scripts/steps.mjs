import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The command of an installed package, run by this very Node. */
export const tool = (path, ...args) => [process.execPath, join(root, 'node_modules', path), ...args];

export const jest = (...args) => [
  process.execPath,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules/jest/bin/jest.js'),
  ...args,
];

/** What holds the code together without running it. */
export const staticChecks = [
  { name: 'format and lint', command: tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off', '.') },
  { name: 'types', command: tool('typescript/bin/tsc', '-p', 'tsconfig.json') },
  { name: 'types of the console', command: tool('typescript/bin/tsc', '-p', 'apps/console/tsconfig.json') },
  {
    name: 'room boundaries',
    command: tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', 'apps', 'packages'),
  },
  { name: 'dead code', command: tool('knip/bin/knip.js', '--no-progress') },
  { name: 'lockfile', command: [process.execPath, 'scripts/complete-lockfile.mjs', '--check'] },
];

/** Runs one command with its output shown; resolves with its exit code. */
export function run([command, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(`could not start ${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs every step in turn, failing ones included, and returns the names of those that failed. */
export async function runAll(steps) {
  const failed = [];
  for (const { name, command } of steps) {
    const startedAt = Date.now();
    console.log(`\n— ${name}`);
    const code = await run(command);
    console.log(`— ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}
