import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureDatabase } from '@hearth/postgres';
import { CannotStart } from '../cannot-start.js';
import { keptPort } from '../machine/free-port.js';
import { makeFolder, passable } from '../machine/make-folder.js';
import { keptSecret } from '../machine/write-secret.js';
import { type Child, startChild } from '../processes/child.js';
import { endLeftovers } from '../processes/leftovers.js';
import { withoutPrivileges } from '../processes/without-privileges.js';
import { postgresBinaries } from './binaries.js';
import { preparedDataFolder } from './data-folder.js';

export interface PostgresOptions {
  /** Holds data, password and port; as root every user must be able to enter the folders above it. */
  readonly folder: string;
  /** Whom the server runs as; needed as root, and refused otherwise. */
  readonly uid: number | undefined;
  /** False gives up safety from power cuts for speed: for tests. */
  readonly durable: boolean;
  readonly onLine: (line: string) => void;
}

export interface PostgresServer {
  /** Leads to the database `hearth`, password included. */
  readonly url: string;
  readonly port: number;
  readonly process: Child;
}

// Recovery after a crash replays the log since the last checkpoint: seconds, on a slow disk a minute or two.
const readyWithinMs = 180_000;
const careless = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];

/**
 * Runs the bundled Postgres on 127.0.0.1 and resolves when it answers. Data, password and port are those of the last time.
 * What a killed start left running on the same data is ended first. The server ends when this process does, however it ends.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, uid, durable, onLine } = options;
  makeFolder(folder, passable);
  const binaries = postgresBinaries(folder);
  const password = keptSecret(join(folder, 'password'), () => randomBytes(24).toString('base64url'));
  const data = preparedDataFolder(folder, binaries, password, uid);
  await endLeftovers(data, ['postgres'], 'SIGINT', 5_000);
  // Nobody works in the folder any more, so its lock is a dead process's, whose number may be somebody else's by now.
  rmSync(join(data, 'postmaster.pid'), { force: true });

  const port = await keptPort(join(folder, 'port'));
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'log_timezone=UTC',
    'timezone=UTC',
  ];
  const argv = [binaries.postgres, '-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
  const process_ = startChild({
    argv: withoutPrivileges(durable ? argv : [...argv, ...careless], 'INT', uid),
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    onLine,
    stopSignal: 'SIGINT',
    graceMs: 15_000,
  });
  const url = `postgresql://hearth:${password}@127.0.0.1:${port}/hearth`;
  try {
    await answering(url, process_);
  } catch (error) {
    process_.kill();
    throw error;
  }
  return { url, port, process: process_ };
}

/** Resolves once the server takes queries, having made the database when it was missing. */
async function answering(url: string, server: Child): Promise<void> {
  const ended = server.ended.then((how) => {
    throw new CannotStart(`Postgres ${how} while starting.`, 'Its log says why.');
  });
  ended.catch(() => {});
  for (const deadline = Date.now() + readyWithinMs; ; ) {
    const failure = await Promise.race([
      ensureDatabase(url).then(
        () => null,
        (error: Error) => error,
      ),
      ended,
    ]);
    if (!failure) return;
    if (Date.now() > deadline) throw new CannotStart(`Postgres does not answer: ${failure.message}`, 'Its log says why.');
    await sleep(25);
  }
}
