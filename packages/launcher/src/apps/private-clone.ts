import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { makeFolder, passable } from '../machine/make-folder.js';
import { reachable } from '../machine/reachable.js';
import type { Places } from '../settings/places.js';

/** How an app that runs as another user sees the clone and Node. */
export interface ClonePassage {
  readonly clone: string;
  readonly node: string;
  /** Wraps a command so that these paths lead there. */
  wrap(argv: readonly string[]): string[];
  /** What is weaker than it should be, as a sentence, or null. */
  readonly warning: string | null;
  /** Whether the app can run as its own user at all. */
  readonly ownUser: boolean;
}

// The mounts exist in the namespace of one process and vanish with it. Read-only: no app writes into the clone.
const enter = [
  'set -e',
  'mount --rbind "$1" "$2"; mount -o remount,bind,ro "$2"',
  'mount --bind "$3" "$4"; mount -o remount,bind,ro "$4"',
  'shift 4; exec "$@"',
].join('\n');

/** Finds a way for users without rights to run code of a clone that may lie where they cannot go, such as /root. */
export function clonePassage(places: Places, root: boolean): ClonePassage {
  const direct = {
    clone: places.clone,
    node: process.execPath,
    wrap: (argv: readonly string[]) => [...argv],
    warning: null,
    ownUser: true,
  };
  if (!root) return direct;
  const mounted = mountedPassage(places);
  const [program, ...args] = mounted.wrap(['true']);
  if (spawnSync(program!, args).status === 0) return mounted;
  if (reachable(places.clone) && reachable(process.execPath)) return direct;
  const warning = `API and console run as root: other users cannot enter ${places.clone}, and this machine allows no mount namespace to lead them there. Move the clone to a folder that all users may enter.`;
  return { ...direct, ownUser: false, warning };
}

function mountedPassage(places: Places): ClonePassage {
  makeFolder(places.seenClone, passable);
  closeSync(openSync(places.seenNode, 'a', 0o644));
  const mounts = [places.clone, places.seenClone, process.execPath, places.seenNode];
  return {
    clone: places.seenClone,
    node: places.seenNode,
    wrap: (argv) => ['unshare', '--mount', '--propagation', 'private', '--', 'sh', '-c', enter, 'hearth', ...mounts, ...argv],
    warning: null,
    ownUser: true,
  };
}
