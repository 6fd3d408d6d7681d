import { totalmem } from 'node:os';
import { z } from 'zod';

const megabyte = 1024 * 1024;

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const folder = z.string().startsWith('/', 'must be an absolute path');

const variables = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  HEARTH_MASTER_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be base64 of 32 bytes; `openssl rand -base64 32` makes one'),
  /** Folder of the blob store. */
  HEARTH_BLOBS: folder,
  /** Folder of the sockets between API and workers. */
  HEARTH_RUN: folder,
  /** Unpacked code, runtimes and disk images lie below it. */
  HEARTH_HOME: folder,
  /** Where 127.0.0.1:4566 inside a sandbox leads. */
  HEARTH_API_URL: url(/^http$/).default('http://127.0.0.1:4566'),
  HEARTH_SANDBOX: z.enum(['auto', 'crun', 'runc', 'bwrap']).default('auto'),
  /** Who besides root may connect to this worker: the user that the API runs as. */
  HEARTH_SOCKET_UID: z.coerce.number().int().nonnegative().optional(),
  /** Megabytes for all execution environments together. */
  HEARTH_WORKER_MEMORY: z.coerce
    .number()
    .int()
    .min(128, 'must be at least 128, the smallest function')
    .default(() => Math.floor((totalmem() * 3) / 4 / megabyte)),
});

export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly masterKey: string;
  readonly blobsFolder: string;
  readonly runFolder: string;
  readonly homeFolder: string;
  readonly hearthEndpoint: URL;
  readonly sandbox: 'auto' | 'crun' | 'runc' | 'bwrap';
  readonly socketUid: number | undefined;
  readonly memoryMegabytes: number;
  /** What npm needs to fetch a runtime: the machine's own settings, none of Hearth's. */
  readonly downloadEnvironment: Readonly<Record<string, string>>;
}

/** Reads the whole configuration, or throws one error that names every wrong variable and shows no value. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const read = variables.safeParse(env);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The worker cannot start, because its configuration is wrong:\n${wrong.join('\n')}`);
  }
  const given = read.data;
  return {
    databaseUrl: given.DATABASE_URL,
    redisUrl: given.REDIS_URL,
    masterKey: given.HEARTH_MASTER_KEY,
    blobsFolder: given.HEARTH_BLOBS,
    runFolder: given.HEARTH_RUN,
    homeFolder: given.HEARTH_HOME,
    hearthEndpoint: new URL(given.HEARTH_API_URL),
    sandbox: given.HEARTH_SANDBOX,
    socketUid: given.HEARTH_SOCKET_UID,
    memoryMegabytes: given.HEARTH_WORKER_MEMORY,
    downloadEnvironment: withoutOurs(env),
  };
}

function withoutOurs(env: NodeJS.ProcessEnv): Record<string, string> {
  const theirs = Object.entries(env).filter(
    ([name]) => !/^(HEARTH_|DATABASE_URL$|REDIS_URL$|NODE_ENV$|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(theirs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
