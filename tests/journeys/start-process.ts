import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const clone = fileURLToPath(new URL('../../', import.meta.url));

/** An installation of this checkout with places and ports of its own, and whatever `npm start` runs for it. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'hearth-start-'));
  readonly home = join(this.folder, 'home');
  readonly dotHearth = join(this.folder, 'dot-hearth');
  readonly starts: ChildProcess[] = [];

  private constructor(
    readonly port: number,
    readonly consolePort: number,
  ) {
    chmodSync(this.folder, 0o711);
  }

  static async make(): Promise<Installation> {
    return new Installation(await freePort(), await freePort());
  }

  get env(): NodeJS.ProcessEnv {
    const { HEARTH_TEST_POSTGRES_URL: _postgres, HEARTH_TEST_REDIS_URL: _redis, NODE_OPTIONS: _options, ...env } = process.env;
    return {
      ...env,
      HEARTH_HOME: this.home,
      HEARTH_DOT_HEARTH: this.dotHearth,
      HEARTH_LISTEN: `127.0.0.1:${this.port}`,
      HEARTH_CONSOLE_LISTEN: `127.0.0.1:${this.consolePort}`,
    };
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What `npm start` does, from the beginning until it ends. */
  start(settings: Readonly<Record<string, string>> = {}): StartProcess {
    const env = { ...this.env, ...settings };
    const child = spawn(process.execPath, ['packages/launcher/bin/start.mjs'], {
      cwd: clone,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.starts.push(child);
    return new StartProcess(child);
  }

  /** Numbers of all processes that work in the installation's folders, dead ones that nobody has buried apart. */
  processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => {
        try {
          return (
            readlinkSync(`/proc/${name}/cwd`).startsWith(this.home) &&
            !/^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, 'utf8'))
          );
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** Resolves once no process of the installation is left; fails when some stay. */
  async nothingLeft(withinMs: number): Promise<void> {
    for (const deadline = Date.now() + withinMs; this.processes().length > 0; await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`still there: ${this.processes().map(commandOf).join('; ')}`);
    }
  }

  /** Ends whatever runs and removes all traces. */
  async remove(): Promise<void> {
    for (const child of this.starts) child.kill('SIGINT');
    await Promise.all(
      this.starts.map((child) => child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve))),
    );
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** One run of `npm start`. */
export class StartProcess {
  said = '';
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
    }
    this.ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves with everything that was said once it says that all is ready; fails when it ends instead. */
  async ready(): Promise<string> {
    const over = this.ended.then((code) => {
      throw new Error(`the start ended with ${code}:\n${this.said}`);
    });
    over.catch(() => {});
    while (!this.said.includes('Ctrl-C stops everything')) await Promise.race([sleep(50), over]);
    return this.said;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
  } catch {
    return `${pid}`;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
