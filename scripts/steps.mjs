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

/** Whether the tests that ran still do what docs/compatibility.md says they do. */
export const claimsCheck = {
  name: 'claims of docs/compatibility.md',
  command: [process.execPath, '--import', './tests/kit/typescript.mjs', 'tests/compatibility/write-compatibility.ts', '--check'],
};

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

/** Runs every step, failing ones included, two at a time; shows what each said once it has ended. Returns the names of those that failed. */
export async function runAll(steps) {
  const waiting = [...steps];
  const failed = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = Date.now();
      const { code, said } = await captured(step.command);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✓' : '✗'} ${step.name} ${seconds} s${code === 0 ? '' : `\n${said}`}`);
      if (code !== 0) failed.push(step.name);
    }
  };
  await Promise.all([lane(), lane()]);
  return failed;
}

function captured([command, ...args]) {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.on('error', (error) => resolve({ code: 127, said: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}
