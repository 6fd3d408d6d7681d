import { createHash } from 'node:crypto';

export interface UserIds {
  readonly postgres: number;
  readonly redis: number;
  readonly api: number;
  readonly console: number;
}

// Between the users of distributions (up to 65,535) and the ranges given to user namespaces (100,000 and up) nobody allocates:
// https://systemd.io/UIDS-GIDS/. Eight numbers per installation, of which four are used.
const first = 66_000;
const installations = 4_000;

/** The users that one installation's processes run under when Hearth is started as root; the same at every start. */
export function userIds(homeFolder: string): UserIds {
  const hash = createHash('sha256').update(homeFolder).digest().readUInt32BE(0);
  const base = first + (hash % installations) * 8;
  return { postgres: base, redis: base + 1, api: base + 2, console: base + 3 };
}

/** As `userIds` when we are root; nobody else can become another user, so then it is empty and all run as ourselves. */
export function userIdsHere(homeFolder: string): Partial<UserIds> {
  return isRoot() ? userIds(homeFolder) : {};
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
