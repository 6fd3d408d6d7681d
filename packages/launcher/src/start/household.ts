import { join } from 'node:path';
import type { AppName } from '../apps/app-environment.js';
import { ready } from '../apps/ready.js';
import { CannotStart } from '../cannot-start.js';
import { makeFolder, passable } from '../machine/make-folder.js';
import { reachPostgres } from '../postgres/reach-postgres.js';
import { startPostgres } from '../postgres/start-postgres.js';
import { type Child, startChild } from '../processes/child.js';
import { KeptRunning } from '../processes/kept-running.js';
import { endLeftovers } from '../processes/leftovers.js';
import { LogFile } from '../processes/log-file.js';
import { reachRedis } from '../redis/reach-redis.js';
import { startRedis } from '../redis/start-redis.js';
import { endpoints } from '../settings/endpoints.js';
import type { Places } from '../settings/places.js';
import type { Settings } from '../settings/settings.js';
import type { StartReport } from './only-start.js';

// The worker tests its sandbox's boundary before it is ready, and fetches a runtime the first time.
const readyWithinMs = 90_000;
const graceMs: Record<AppName, number> = { console: 6_000, api: 10_000, worker: 20_000 };
const healthPage: Record<'api' | 'console', string> = { api: '/health', console: '/api/health' };

export interface AppProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** All processes of one installation: started in order, kept running, stopped in the opposite order. */
export class Household {
  readonly #startedAt = new Date().toISOString();
  readonly #kept: KeptRunning[] = [];
  readonly #logs = new Map<string, LogFile>();
  #stop: Promise<void> | null = null;

  constructor(
    readonly places: Places,
    private readonly settings: Settings,
  ) {}

  /** The URL of the database, whose server is ours unless DATABASE_URL names one. */
  async postgres(uid: number | undefined): Promise<string> {
    const given = this.settings.DATABASE_URL;
    if (given) {
      await reachPostgres(given);
      return given;
    }
    let url = '';
    await this.#keep('postgres', async (onLine) => {
      const server = await startPostgres({ folder: this.places.postgres, uid, durable: true, onLine });
      url = server.url;
      return server.process;
    });
    return url;
  }

  /** The URL of Redis, which is ours unless REDIS_URL names one. */
  async redis(uid: number | undefined, say: (detail: string) => void): Promise<string> {
    const given = this.settings.REDIS_URL;
    if (given) {
      await reachRedis(given);
      return given;
    }
    let url = '';
    await this.#keep('redis', async (onLine) => {
      const server = await startRedis({ folder: this.places.redis, uid, durable: true, onLine });
      if (server.repaired) say(server.repaired);
      url = server.url;
      return server.process;
    });
    return url;
  }

  /** Starts worker, API and console and waits until all are ready. */
  async apps(processOf: (app: AppName) => AppProcess, say: (detail: string) => void): Promise<void> {
    const apps: readonly AppName[] = ['worker', 'api', 'console'];
    const children = await Promise.all(
      apps.map((app) => this.#keep(app, (onLine) => this.#startApp(app, processOf(app), onLine))),
    );
    const early = children.map(async (child, index) => this.#endedEarly(apps[index]!, await child.ended));
    const { localApi, localConsole } = endpoints(this.settings);
    say('waiting until they are ready');
    const over = new AbortController();
    const pages = [`${localApi}${healthPage.api}`, `${localConsole}${healthPage.console}`];
    try {
      await Promise.race([Promise.all(pages.map((page) => this.#answering(page, over.signal))), ...early]);
    } finally {
      over.abort();
      for (const promise of early) promise.catch(() => {});
    }
  }

  report(): StartReport {
    return {
      ...endpoints(this.settings),
      pid: process.pid,
      startedAt: this.#startedAt,
      processes: this.#kept.map(({ name, state, pid, restarts }) => ({ name, state, pid, restarts })),
    };
  }

  get stopping(): boolean {
    return this.#stop !== null;
  }

  /** Stops all, last started first; `say` is told whom it waits for. May be called twice. */
  stop(say: (name: string) => void = () => {}): Promise<void> {
    this.#stop ??= (async () => {
      for (const kept of [...this.#kept].reverse()) {
        say(kept.name);
        await kept.stop();
      }
    })();
    return this.#stop;
  }

  kill(): void {
    for (const kept of this.#kept) kept.kill();
  }

  async #keep(name: string, launch: (onLine: (line: string) => void) => Promise<Child>): Promise<Child> {
    const log = new LogFile(join(this.places.logs, `${name}.log`));
    this.#logs.set(name, log);
    const tell = (sentence: string) => process.stderr.write(`! ${sentence}\n`);
    const kept = new KeptRunning(name, () => launch((line) => log.write(line)), tell);
    this.#kept.push(kept);
    try {
      return await kept.start();
    } catch (error) {
      if (error instanceof CannotStart) throw new CannotStart(error.problem + this.#lastWords(name), error.remedy);
      throw error;
    }
  }

  async #startApp(app: AppName, { argv, env }: AppProcess, onLine: (line: string) => void): Promise<Child> {
    const cwd = makeFolder(join(this.places.processes, app), passable);
    await endLeftovers(cwd, ['node'], 'SIGTERM', graceMs[app]);
    return startChild({ argv, env, cwd, onLine, stopSignal: 'SIGTERM', graceMs: graceMs[app] });
  }

  #endedEarly(app: AppName, how: string): never {
    throw new CannotStart(
      `The ${app} ${how} while starting.${this.#lastWords(app)}`,
      `All of it is in ${this.#logs.get(app)!.path}.`,
    );
  }

  async #answering(page: string, signal: AbortSignal): Promise<void> {
    const answer = await ready(page, readyWithinMs, signal);
    if (answer.ok || signal.aborted) return;
    throw new CannotStart(
      `${page} is not well after ${readyWithinMs / 1000} s: ${answer.said}${this.#lastWords('worker')}`,
      `The logs in ${this.places.logs} say more; \`npx --no-install hearth doctor\` checks this machine.`,
    );
  }

  #lastWords(name: string): string {
    const tail = this.#logs.get(name)?.tail ?? [];
    return tail.length > 0 ? `\nThe ${name}'s last words:\n  ${tail.slice(-12).join('\n  ')}` : '';
  }
}
