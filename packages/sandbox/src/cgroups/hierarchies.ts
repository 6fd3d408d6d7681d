import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Controller = 'memory' | 'cpu' | 'pids' | 'freezer';

export interface Hierarchy {
  readonly version: 1 | 2;
  readonly mountPoint: string;
}

/** Where each controller is mounted on this machine: version 1, version 2 or, on hybrid hosts, some of each. */
export interface Hierarchies {
  readonly of: Readonly<Partial<Record<Controller, Hierarchy>>>;
  /** Every hierarchy of the machine, also those that only runc enters. */
  readonly all: readonly Hierarchy[];
}

const controllers: readonly Controller[] = ['memory', 'cpu', 'pids', 'freezer'];

export function findHierarchies(mountInfo = readFileSync('/proc/self/mountinfo', 'utf8'), read = readOrEmpty): Hierarchies {
  const all: Hierarchy[] = [];
  const of: Partial<Record<Controller, Hierarchy>> = {};
  for (const line of mountInfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const [type, , options = ''] = after?.split(' ') ?? [];
    const mountPoint = before?.split(' ')[4];
    if (!mountPoint || (type !== 'cgroup' && type !== 'cgroup2')) continue;
    const hierarchy: Hierarchy = { version: type === 'cgroup' ? 1 : 2, mountPoint };
    all.push(hierarchy);
    const here = hierarchy.version === 1 ? options.split(',') : unifiedControllers(mountPoint, read);
    for (const controller of controllers) if (here.includes(controller)) of[controller] ??= hierarchy;
  }
  return { of, all };
}

/** Throws where a limit could not be enforced. */
export function requireControllers({ of }: Hierarchies): void {
  const missing = controllers.filter((controller) => !of[controller]);
  if (missing.length === 0) return;
  throw new Error(
    `Functions cannot be limited: no cgroup hierarchy has the controllers ${missing.join(', ')}. ` +
      'Mount them at /sys/fs/cgroup; in a container, start it with --privileged',
  );
}

/** The freezer of version 2 is no controller that is listed: it is there whenever processes can be grouped. */
function unifiedControllers(mountPoint: string, read: (path: string) => string): string[] {
  const listed = read(join(mountPoint, 'cgroup.controllers')).trim().split(/\s+/);
  return listed.includes('memory') ? [...listed, 'freezer'] : listed;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
