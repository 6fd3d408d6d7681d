import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { workerCommand } from '@hearth/sandbox';
import { accessLogFile } from './access-log.js';
import { testDatabase } from './database.js';
import { redisUrlOfProcesses } from './redis-url.js';

export interface RunningHearth {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly accountId: string;
  readonly adminPassword: string;
  /** For any client of the AWS SDK, as the account's first user. */
  readonly clientSettings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Kills the worker as a crash would, and resolves once it is gone. */
  killWorker(): Promise<void>;
  /** Starts a worker in place of one that was killed; resolves once Hearth is ready again. */
  startWorker(): Promise<void>;
  /** Starts a second API beside the first; resolves once it answers. */
  startAnotherApi(): Promise<AnotherApi>;
  /** Ends every process and removes all data. */
  stop(): Promise<void>;
}

interface AnotherApi {
  readonly clientSettings: RunningHearth['clientSettings'];
  /** Kills it as a crash would, and resolves once it is gone. */
  kill(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const apps = { api: 'apps/api/dist/main.js', worker: 'apps/worker/dist/main.js', console: 'apps/console/server.mjs' };
const built = [apps.api, apps.worker, 'apps/console/.next/BUILD_ID'];
const readyMillisecondsMax = 60_000;
const stopMillisecondsMax = 20_000;
/** Shared by every suite on the machine: a runtime is 100 MB and the same each time. */
const runtimesFolder = join(tmpdir(), 'hearth-test-runtimes');

/** The whole of Hearth as processes of its own, from what was built: API, worker and console on free ports, with a database of its own. */
export async function startHearth(): Promise<RunningHearth> {
  const missing = built.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`not built: ${missing.join(', ')}; run npm run build first`);
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'hearth-journey-'));
  await mkdir(runtimesFolder, { recursive: true });
  await mkdir(join(folder, 'worker'));
  await symlink(runtimesFolder, join(folder, 'worker', 'runtimes'));
  const [apiPort, consolePort] = await freePorts();
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const consoleUrl = `http://127.0.0.1:${consolePort}`;
  const accountId = '123456789012';
  const adminPassword = randomUUID();
  const credentials = {
    accessKeyId: `AKIA${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
    secretAccessKey: randomUUID(),
  };
  const environment = {
    ...process.env,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrlOfProcesses(),
    HEARTH_MASTER_KEY: randomBytes(32).toString('base64'),
    HEARTH_BLOBS: join(folder, 'blobs'),
    HEARTH_RUN: join(folder, 'run'),
    HEARTH_HOME: join(folder, 'worker'),
    HEARTH_API_URL: apiUrl,
    HEARTH_PUBLIC_URL: apiUrl,
    HEARTH_LISTEN: `127.0.0.1:${apiPort}`,
    HEARTH_ACCOUNT_ID: accountId,
    HEARTH_ACCESS_KEY_ID: credentials.accessKeyId,
    HEARTH_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    HEARTH_ADMIN_PASSWORD: adminPassword,
    HEARTH_CONSOLE_LISTEN: `127.0.0.1:${consolePort}`,
    HEARTH_CONSOLE_SECRET: randomBytes(32).toString('base64'),
    HEARTH_LOG_LEVEL: 'debug',
    NODE_ENV: 'production',
  };
  const startApp = (name: keyof typeof apps, changes: NodeJS.ProcessEnv = {}) => {
    const command = [process.execPath, join(root, apps[name])];
    const app = start(name === 'worker' ? workerCommand(command) : command, { ...environment, ...changes });
    if (name === 'api') app.child.stdout!.pipe(createWriteStream(accessLogFile()));
    return app;
  };
  const clientSettings = { endpoint: apiUrl, region: 'us-east-1', credentials };
  const processes = [startApp('api'), startApp('console'), startApp('worker')];
  const stop = async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([ready(`${apiUrl}/health`, processes), ready(`${consoleUrl}/api/health`, processes)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    apiUrl,
    consoleUrl,
    accountId,
    adminPassword,
    clientSettings,
    async killWorker() {
      await kill(processes.pop()!);
    },
    async startWorker() {
      processes.push(startApp('worker'));
      await ready(`${apiUrl}/health`, processes);
    },
    async startAnotherApi() {
      const [port] = await freePorts();
      const api = startApp('api', { HEARTH_LISTEN: `127.0.0.1:${port}` });
      processes.unshift(api);
      const endpoint = `http://127.0.0.1:${port}`;
      await ready(`${endpoint}/health`, processes);
      const isOther = (process: AppProcess) => process !== api;
      return {
        clientSettings: { ...clientSettings, endpoint },
        async kill() {
          processes.splice(0, processes.length, ...processes.filter(isOther));
          await kill(api);
        },
      };
    },
    stop,
  };
}

async function kill({ child }: AppProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

interface AppProcess {
  readonly child: ChildProcess;
  /** The end of what it printed, to say with a failure. */
  said(): string;
  stop(): Promise<void>;
}

function start([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): AppProcess {
  const child = spawn(command!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4_000);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    said: () => `${args.at(-1)}: ${said}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMillisecondsMax);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function ready(url: string, processes: readonly AppProcess[]): Promise<void> {
  const deadline = Date.now() + readyMillisecondsMax;
  let last = 'no answer';
  while (Date.now() < deadline) {
    const dead = processes.find(({ child }) => child.exitCode !== null);
    if (dead) throw new Error(`a process ended before Hearth was ready. ${dead.said()}`);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      last = await response.text();
      if (response.ok) return;
    } catch (error) {
      last = String(error);
    }
    await sleep(100);
  }
  throw new Error(`${url} is not ready: ${last}\n${processes.map((process) => process.said()).join('\n')}`);
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports as [number, number];
}
