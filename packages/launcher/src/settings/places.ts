import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from './settings.js';

/** Every folder that a start uses, by what it is for. */
export interface Places {
  readonly clone: string;
  /** What a person may need: credentials, configuration, the master key. */
  readonly dotHearth: string;
  readonly home: string;
  readonly postgres: string;
  readonly redis: string;
  readonly blobs: string;
  /** The worker's own: unpacked code, runtimes, disk images. */
  readonly worker: string;
  readonly logs: string;
  /** Sockets between API and worker. */
  readonly run: string;
  /** Working folders of the apps, by which a killed start's processes are found. */
  readonly processes: string;
  /** Where API and console see the clone when they run as users who cannot reach it. */
  readonly seenClone: string;
  readonly seenNode: string;
}

// sun_path holds 107 bytes; a socket's own name takes up to 40.
const longestSocketFolder = 66;

/** As root data lies where other users can be let in, since Postgres, Redis, API and console run as such; else inside the clone. */
export function places(clone: string, settings: Pick<Settings, 'HEARTH_HOME' | 'HEARTH_DOT_HEARTH'>, root: boolean): Places {
  const dotHearth = settings.HEARTH_DOT_HEARTH ?? join(clone, '.hearth');
  const home = settings.HEARTH_HOME ?? (root ? `/var/lib/hearth/${fingerprint(clone)}` : join(dotHearth, 'data'));
  const run = join(home, 'run');
  return {
    clone,
    dotHearth,
    home,
    postgres: join(home, 'postgres'),
    redis: join(home, 'redis'),
    blobs: join(home, 'blobs'),
    worker: join(home, 'worker'),
    logs: join(home, 'logs'),
    run: Buffer.byteLength(run) <= longestSocketFolder ? run : join(tmpdir(), `hearth-${fingerprint(home)}`),
    processes: join(home, 'processes'),
    seenClone: join(home, 'clone'),
    seenNode: join(home, 'node'),
  };
}

/** Everything that Hearth keeps, file by file: nothing else may be deleted, whatever else lies in the same folders. */
export function kept({ home, dotHearth, run }: Places): string[] {
  const inDotHearth = ['account.json', 'config', 'credentials', 'master.key'];
  return [...homeEntries.map((name) => join(home, name)), run, ...inDotHearth.map((name) => join(dotHearth, name))];
}

/** What lies in HEARTH_HOME, by name. */
export const homeEntries: readonly string[] = [
  'postgres',
  'redis',
  'blobs',
  'worker',
  'logs',
  'run',
  'processes',
  'clone',
  'node',
  'master-key.fingerprint',
  'example-deployed',
];

export function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
