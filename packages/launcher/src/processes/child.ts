import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildCommand {
  readonly argv: readonly string[];
  /** The whole environment; nothing of ours is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onLine: (line: string) => void;
  readonly stopSignal: NodeJS.Signals;
  /** After this long without an end, `stop` kills. */
  readonly graceMs: number;
}

export interface Child {
  readonly pid: number;
  /** Resolves once, however the process ended, with a sentence on how. Never rejects. */
  readonly ended: Promise<string>;
  /** Asks the process to end, kills it after the grace, resolves when it is gone; may be called twice. */
  stop(): Promise<void>;
  kill(): void;
}

/** Starts a process in a session of its own, so that Ctrl-C in our terminal reaches us alone and we stop things in order. */
export function startChild(command: ChildCommand): Child {
  const [program, ...args] = command.argv;
  const child = spawn(program!, args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', command.onLine);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be run: ${error.message}`));
    child.once('exit', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `exited with code ${code}`;
      // Its last words may still be in the pipe; a grandchild may hold the pipe open for ever.
      child.once('close', () => resolve(how));
      setTimeout(resolve, 250, how);
    });
  }).finally(() => {
    over = true;
  });
  const send = (signal: NodeJS.Signals) => !over && child.kill(signal);
  return {
    pid: child.pid ?? 0,
    ended,
    kill: () => void send('SIGKILL'),
    async stop() {
      send(command.stopSignal);
      const patience = setTimeout(() => send('SIGKILL'), command.graceMs);
      await ended;
      clearTimeout(patience);
    },
  };
}
