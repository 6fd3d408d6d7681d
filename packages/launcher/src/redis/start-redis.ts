import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisFacts } from '@hearth/redis';
import { CannotStart } from '../cannot-start.js';
import { keptPort } from '../machine/free-port.js';
import { makeFolder, ownerOnly, passable } from '../machine/make-folder.js';
import { keptSecret, writeSecret } from '../machine/write-secret.js';
import { type Child, startChild } from '../processes/child.js';
import { endLeftovers } from '../processes/leftovers.js';
import { withoutPrivileges } from '../processes/without-privileges.js';
import { repairs, tellsOfDamage } from './append-only-file.js';
import { type RedisProgram, redisProgram, underItsNames } from './redis-program.js';

export interface RedisOptions {
  /** Holds data, password and port; as root every user must be able to enter the folders above it. */
  readonly folder: string;
  /** Whom the server runs as, instead of ourselves; takes root. */
  readonly uid: number | undefined;
  /** False keeps everything in memory only: for tests. */
  readonly durable: boolean;
  readonly onLine: (line: string) => void;
}

export interface RedisServer {
  /** Password included. */
  readonly url: string;
  readonly port: number;
  readonly process: Child;
  /** What had to be repaired before it started, as a sentence, or null. */
  readonly repaired: string | null;
}

// A large append-only file takes a while to load; Redis itself stays small here.
const readyWithinMs = 60_000;

/**
 * Runs the machine's Redis or Valkey on 127.0.0.1 and resolves when it answers: never evicting, with an append-only file
 * flushed every second. Password and port are those of the last time. The server ends when this process does, however it ends.
 */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const { folder, uid } = options;
  const data = makeFolder(join(makeFolder(folder, passable), 'data'), ownerOnly, uid);
  const found = redisProgram(folder);
  if (!found)
    throw new CannotStart('There is no Redis on this machine.', 'Install redis-server or valkey-server, or set REDIS_URL.');
  const program = underItsNames(found, folder);
  await endLeftovers(data, ['redis-server', 'redis-check-rdb', 'valkey-server', 'valkey-check-rdb'], 'SIGTERM', 5_000);

  const password = keptSecret(join(folder, 'password'), () => randomBytes(24).toString('base64url'));
  const port = await keptPort(join(folder, 'port'));
  const settings = join(folder, 'redis.conf');
  writeSecret(settings, configuration(data, port, password, options.durable), uid);
  const url = `redis://:${password}@127.0.0.1:${port}`;
  let repaired: string | null = null;
  for (const repair of repairs) {
    try {
      return { url, port, process: await run(program, settings, url, options), repaired };
    } catch (error) {
      if (!(error instanceof DamagedData)) throw error;
      repaired = repair(data, program, uid);
    }
  }
  return { url, port, process: await run(program, settings, url, options), repaired };
}

class DamagedData extends CannotStart {}

async function run(program: RedisProgram, settings: string, url: string, options: RedisOptions): Promise<Child> {
  let damaged = false;
  const server = startChild({
    argv: withoutPrivileges([program.server, settings], 'TERM', options.uid),
    env: { PATH: process.env.PATH ?? '', ...(program.libraryPath ? { LD_LIBRARY_PATH: program.libraryPath } : {}) },
    cwd: '/',
    onLine: (line) => {
      damaged ||= tellsOfDamage(line);
      options.onLine(line);
    },
    stopSignal: 'SIGTERM',
    graceMs: 10_000,
  });
  let end: string | null = null;
  server.ended.then((how) => {
    end = how;
  });
  for (const deadline = Date.now() + readyWithinMs; !(await answers(url)); await sleep(25)) {
    if (end !== null) throw new (damaged ? DamagedData : CannotStart)(`Redis ${end} while starting.`, 'Its log says why.');
    if (Date.now() > deadline) {
      server.kill();
      throw new CannotStart('Redis does not answer.', 'Its log says why.');
    }
  }
  return server;
}

function configuration(data: string, port: number, password: string, durable: boolean): string {
  const lines = [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${port}`,
    'daemonize no',
    `dir "${data}"`,
    `requirepass ${password}`,
  ];
  lines.push(
    'maxmemory-policy noeviction',
    'save ""',
    'logfile ""',
    'appendfsync everysec',
    `appendonly ${durable ? 'yes' : 'no'}`,
  );
  return `${lines.join('\n')}\n`;
}

function answers(url: string): Promise<boolean> {
  return redisFacts(url).then(
    () => true,
    () => false,
  );
}
