import { spawn } from 'node:child_process';

const keptLines = 30;

/** Runs a command quietly. Resolves with its exit code and the last lines of what it said. */
export function run(program, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).split('\n').slice(-keptLines).join('\n');
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said: said.trim() }));
  });
}
