import { uidsPerSandbox } from '../owners/uid-ranges.js';
import { type HostMount, sandboxUid } from '../rootfs.js';
import { ociSeccompProfile } from '../seccomp/oci-profile.js';
import type { Bundle } from './isolation.js';
import { maskedPaths, openFilesMax, sharedMemoryMegabytes } from './limits.js';

/** One sandbox as an OCI runtime's config.json. Secrets never enter it: arguments and environment go to the init by its channel. */
export function ociConfig(bundle: Bundle, cgroupsPath: string) {
  const idMapping = [{ containerID: 0, hostID: bundle.uid - sandboxUid, size: uidsPerSandbox }];
  return {
    ociVersion: '1.0.0',
    hostname: bundle.id,
    process: {
      terminal: false,
      user: { uid: sandboxUid, gid: sandboxUid },
      args: bundle.rootfs.initCommand,
      env: ['PATH=/usr/bin:/bin'],
      cwd: '/',
      capabilities: { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] },
      rlimits: rlimits(bundle.maxProcesses),
      noNewPrivileges: true,
      oomScoreAdj,
    },
    root: { path: bundle.rootfs.folder, readonly: true },
    mounts: [
      ...systemMounts,
      ...[...bundle.rootfs.mounts, ...bundle.mounts].map(readOnlyMount),
      { destination: '/tmp', type: 'bind', source: bundle.tmp, options: ['bind', 'rw', 'nosuid', 'nodev'] },
    ],
    linux: {
      namespaces: ['user', 'pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type })),
      uidMappings: idMapping,
      gidMappings: idMapping,
      cgroupsPath,
      rootfsPropagation: 'private',
      seccomp: ociSeccompProfile(),
      maskedPaths,
      readonlyPaths,
    },
  };
}

/** When the whole machine is short of memory, sandboxes go before the platform. */
const oomScoreAdj = 500;

function rlimits(maxProcesses: number) {
  const limit = (type: string, value: number) => ({ type, soft: value, hard: value });
  return [limit('RLIMIT_NOFILE', openFilesMax), limit('RLIMIT_NPROC', maxProcesses), limit('RLIMIT_CORE', 0)];
}

function readOnlyMount({ source, target }: HostMount) {
  return { destination: target, type: 'bind', source, options: ['rbind', 'ro', 'nosuid', 'nodev'] };
}

const systemMounts = [
  { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
  { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'noexec', 'mode=755', 'size=64k'] },
  {
    destination: '/dev/shm',
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${sharedMemoryMegabytes}m`],
  },
];

const readonlyPaths = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
