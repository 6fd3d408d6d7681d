import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { makeFolder, ownerOnly, passable } from '../machine/make-folder.js';
import type { UserIds } from '../machine/user-ids.js';
import { homeEntries, type Places } from '../settings/places.js';

/** Makes every folder of an installation: each process may enter its own, and nobody may look around. */
export function makePlaces(places: Places, users: Partial<UserIds>): void {
  refuseForeign(places.home);
  makeFolder(places.dotHearth, ownerOnly);
  for (const folder of [places.home, places.run, places.worker, places.processes]) makeFolder(folder, passable);
  makeFolder(places.logs, ownerOnly);
  makeFolder(places.blobs, ownerOnly, users.api);
  // Whoever opens the blob store first makes this folder; were it the worker, which is root, the API could not write.
  makeFolder(join(places.blobs, 'incoming'), ownerOnly, users.api);
  if (users.postgres !== undefined) refuseHidden(places.home);
}

/** As root the processes run as other users, who must be able to get to their folders. */
function refuseHidden(home: string): void {
  for (let folder = home; folder !== '/'; folder = dirname(folder)) {
    if (statSync(folder).mode & 0o001) continue;
    throw new CannotStart(
      `Postgres and Redis cannot run as users of their own in ${home}: others may not enter ${folder}.`,
      'Choose another place, for example HEARTH_HOME=/var/lib/hearth/mine npm start',
    );
  }
}

/** Keeps a slip such as HEARTH_HOME=/home from changing the rights of somebody's folder. */
function refuseForeign(home: string): void {
  const foreign = existsSync(home) ? readdirSync(home).find((name) => !homeEntries.includes(name)) : undefined;
  if (foreign === undefined) return;
  throw new CannotStart(`${home} holds something that is not Hearth's: ${foreign}.`, 'Set HEARTH_HOME to a folder of its own.');
}
