import { makeFolder, ownerOnly, passable } from '../machine/make-folder.js';
import type { UserIds } from '../machine/user-ids.js';
import type { Places } from '../settings/places.js';

/** Makes every folder of an installation: each process may enter its own, and nobody may look around. */
export function makePlaces(places: Places, users: Partial<UserIds>): void {
  makeFolder(places.dotHearth, ownerOnly);
  for (const folder of [places.home, places.run, places.worker, places.processes]) makeFolder(folder, passable);
  makeFolder(places.logs, ownerOnly);
  makeFolder(places.blobs, ownerOnly, users.api);
}
