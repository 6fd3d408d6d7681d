import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { findProgram } from '../machine/find-program.js';
import { isRoot } from '../machine/user-ids.js';
import { postgresBinaries } from '../postgres/binaries.js';
import { reachPostgres } from '../postgres/reach-postgres.js';
import { reachRedis } from '../redis/reach-redis.js';
import { namedOtherwise, redisProgram } from '../redis/redis-program.js';
import type { Settings } from '../settings/settings.js';
import { runningStart } from '../start/only-start.js';
import { type ListenVariable, portProblem } from '../start/port-problem.js';
import { distribution, installLine } from '../system/install-line.js';
import { missingHere } from '../system/missing-programs.js';
import { type Check, type Finding, unwell, well } from './check.js';

const gigabyte = 1024 ** 3;
// Packages, a build, a runtime and a day of logs.
const neededBytes = 2 * gigabyte;

/** Everything Hearth needs of a machine, in the order in which a start needs it. */
export const checks: readonly Check[] = [
  { subject: 'Node', examine: async () => well(`${process.versions.node} on ${process.arch}`) },
  { subject: 'Rights', examine: async () => rights() },
  { subject: 'Programs', examine: async ({ settings, places }) => programs(settings, places.redis) },
  { subject: 'User namespaces', examine: async () => userNamespaces() },
  { subject: 'Control groups', examine: async () => controlGroups() },
  { subject: 'Loop devices', examine: async () => loopDevices() },
  { subject: 'Disk', examine: async ({ places }) => disk(places.home) },
  { subject: 'Endpoint port', examine: ({ settings, places }) => port('HEARTH_LISTEN', settings, places.home) },
  { subject: 'Console port', examine: ({ settings, places }) => port('HEARTH_CONSOLE_LISTEN', settings, places.home) },
  { subject: 'Postgres', examine: ({ settings, places }) => postgres(settings, places.postgres) },
  { subject: 'Redis', examine: ({ settings, places }) => redis(settings, places.redis) },
];

function rights(): Finding {
  if (isRoot()) return well('root: functions are isolated with all limits; only the worker keeps these rights');
  return well('not root: functions are isolated, but memory, CPU and disk limits hold only as far as this user may set them');
}

function programs(settings: Settings, redisFolder: string): Finding {
  const missing = missingHere(settings, isRoot(), redisFolder);
  if (missing.length > 0) {
    const line = installLine(
      distribution(),
      missing.map(({ debianPackage }) => debianPackage),
      isRoot(),
    );
    const byItself = isRoot() && distribution() === 'debian' ? 'npm start installs it by itself; by hand:\n' : '';
    return unwell(
      `missing: ${missing.map(({ program, purpose }) => `${program} (${purpose})`).join(', ')}`,
      `${byItself}${line}`,
    );
  }
  const usable = isRoot() ? ['crun', 'runc', 'bwrap'] : ['bwrap'];
  const runtime = settings.HEARTH_SANDBOX === 'auto' ? usable.find((name) => findProgram([name])) : settings.HEARTH_SANDBOX;
  return well(`all there; functions are isolated by ${runtime}`);
}

function userNamespaces(): Finding {
  const { status, stderr } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { encoding: 'utf8' });
  if (status === 0) return well('can be made');
  return unwell(
    `cannot be made: ${stderr?.trim() || 'unshare is missing'}`,
    'sysctl -w user.max_user_namespaces=15000; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0; in a container run it privileged.',
  );
}

function controlGroups(): Finding {
  const controllers = ['memory', 'cpu', 'pids'];
  const unified = '/sys/fs/cgroup/cgroup.controllers';
  const available = existsSync(unified) ? readFileSync(unified, 'utf8').split(/\s+/) : versionOneControllers();
  const missing = controllers.filter((name) => !available.includes(name));
  if (missing.length > 0) {
    return unwell(
      `the kernel offers no control of ${missing.join(', ')}`,
      'Boot with cgroup_enable=memory, or run where cgroups are mounted.',
    );
  }
  const root = existsSync(unified) ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
  if (!isRoot() || mayWrite(root)) return well(`memory, cpu and pids, version ${existsSync(unified) ? 2 : 1}`);
  return unwell(`${root} is read-only`, 'In a container run it privileged, with its own cgroup namespace.');
}

function versionOneControllers(): string[] {
  const rows = readFileSync('/proc/cgroups', 'utf8').split('\n').slice(1);
  return rows
    .map((row) => row.split('\t'))
    .filter(([, , , enabled]) => enabled === '1')
    .map(([name]) => name!);
}

function loopDevices(): Finding {
  if (!isRoot()) return well('not used without root');
  if (existsSync('/dev/loop-control')) return well('can be made, for /tmp images');
  return unwell(
    '/dev/loop-control is missing: /tmp of functions cannot be limited in size',
    'modprobe loop; in a container run it privileged.',
  );
}

function disk(home: string): Finding {
  let folder = home;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = `${((Number(bavail) * Number(bsize)) / gigabyte).toFixed(1)} GB free for ${home}`;
  if (!mayWrite(folder)) return unwell(`${folder} cannot be written`, 'Choose another place: HEARTH_HOME=/some/folder npm start');
  if (Number(bavail) * Number(bsize) < neededBytes)
    return unwell(`only ${free}`, 'Make room, or choose another disk with HEARTH_HOME.');
  return well(free);
}

async function port(variable: ListenVariable, settings: Settings, home: string): Promise<Finding> {
  const found = await portProblem(variable, settings);
  if (!found) return well(`${settings[variable]} is free`);
  if (await runningStart(home)) return well(`${settings[variable]} is held by this installation, which runs`);
  return unwell(found.problem, found.remedy);
}

async function postgres(settings: Settings, folder: string): Promise<Finding> {
  if (settings.DATABASE_URL) return well(`${await reachPostgres(settings.DATABASE_URL)}, the one of DATABASE_URL`);
  return well(`${postgresBinaries(folder).majorVersion}, the bundled one`);
}

async function redis(settings: Settings, folder: string): Promise<Finding> {
  if (settings.REDIS_URL) return well(`${await reachRedis(settings.REDIS_URL)}, the one of REDIS_URL`);
  const program = redisProgram(folder);
  if (program) return well(`${program.server}${namedOtherwise(program) ? ', which is the server under another name' : ''}`);
  return unwell('no server on this machine', installLine(distribution(), ['redis-tools'], isRoot()));
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
