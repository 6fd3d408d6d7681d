import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of ours, run from source, that may be killed at any moment. */
export interface Child {
  readonly process: ChildProcess;
  /** Each line it printed so far. */
  readonly lines: readonly string[];
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<void>;
}

/** Resolves once the process has printed `ready`. `settings` become its only argument, as JSON. It ends with us, by the end of its input. */
export async function startChild(name: 'acceptor' | 'object-writer' | 'worker', settings: object): Promise<Child> {
  const loader = fileURLToPath(new URL('../../kit/typescript.mjs', import.meta.url));
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, file, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line === 'ready') resolve();
      else lines.push(line);
    });
  });
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(`${name} ended before it was ready`)))]);
  return { process: child, lines, ended, kill: (signal) => void child.kill(signal) };
}
