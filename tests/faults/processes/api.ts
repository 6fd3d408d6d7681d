import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ApiProcess {
  readonly url: string;
  readonly pid: number;
  /** kill -9; resolves once the process is gone. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));

/** Starts the API as it was built; resolves once it answers requests. */
export async function startApiProcess(variables: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const environment = { ...process.env, ...variables, HEARTH_LISTEN: '127.0.0.1:0' };
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([listeningPort(child), ended.then(() => undefined)]);
  if (port === undefined) throw new Error('The API ended before it answered requests');
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The port is in the first line of the log that has one. */
function listeningPort({ stdout }: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    createInterface({ input: stdout! }).on('line', (line) => {
      const { port } = JSON.parse(line) as { port?: number };
      if (port !== undefined) resolve(port);
    });
  });
}
