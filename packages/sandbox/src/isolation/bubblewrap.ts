import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxUid } from '../rootfs.js';
import { bpfFilter, encodeFilter } from '../seccomp/bpf-filter.js';
import type { Bundle, Isolation } from './isolation.js';
import { maskedPaths, openFilesMax, sharedMemoryMegabytes } from './limits.js';
import { untilKnown } from './until-known.js';

const filterFd = 4;

/**
 * bwrap, started under the sandbox's own user id when the worker is root, else under the worker's. Its user namespace maps that one
 * id, so that nothing inside can become anybody else.
 */
export class Bubblewrap implements Isolation {
  readonly name = 'bwrap';
  private readonly filter: string;

  constructor(
    folder: string,
    private readonly privileged: boolean,
  ) {
    this.filter = join(folder, 'seccomp.bpf');
    writeFileSync(this.filter, encodeFilter(bpfFilter()), { mode: 0o644 });
  }

  command(bundle: Bundle): readonly string[] {
    const uid = String(bundle.uid);
    const become = ['setpriv', '--reuid', uid, '--regid', uid, '--clear-groups', '--inh-caps=-all', '--'];
    return [
      ...(this.privileged ? become : []),
      'bwrap',
      ...this.options(bundle),
      '--',
      ...rlimits(bundle),
      ...bundle.rootfs.initCommand,
    ];
  }

  files(): readonly string[] {
    return [this.filter];
  }

  async initPid(_bundle: Bundle, commandPid: number): Promise<number> {
    const children = `/proc/${commandPid}/task/${commandPid}/children`;
    return untilKnown(() => Number(readFileSync(children, 'utf8').trim().split(' ')[0]));
  }

  failure(): string {
    return 'Where user namespaces are refused (sysctl kernel.unprivileged_userns_clone, AppArmor), run Hearth as root with crun.';
  }

  forget(): void {}

  private options(bundle: Bundle): readonly string[] {
    const readOnly = [...bundle.rootfs.mounts, ...bundle.mounts].flatMap(({ source, target }) => ['--ro-bind', source, target]);
    return [
      ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
      ...(this.privileged ? ['--uid', String(sandboxUid), '--gid', String(sandboxUid)] : []),
      ...['--hostname', bundle.id, '--die-with-parent', '--new-session', '--as-pid-1', '--clearenv', '--cap-drop', 'ALL'],
      ...['--seccomp', String(filterFd), '--chdir', '/'],
      ...['--ro-bind', bundle.rootfs.folder, '/', ...readOnly],
      ...['--proc', '/proc', ...maskedPaths.flatMap(mask), '--dev', '/dev'],
      ...['--perms', '1777', '--size', String(sharedMemoryMegabytes << 20), '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
      ...['--bind', bundle.tmp, '/tmp', '--remount-ro', '/'],
    ];
  }
}

/** Address space that Node.js 24 sets aside and never touches: 560 to 608 MB measured before any handler is loaded. */
const unusedDataMegabytes = 1024;

/** Set inside, where only the sandbox's own processes count. */
function rlimits({ maxProcesses, memoryMegabytes }: Bundle): readonly string[] {
  const data = memoryMegabytes === null ? [] : [`--data=${(memoryMegabytes + unusedDataMegabytes) * 1024 * 1024}`];
  return ['/usr/bin/prlimit', `--nofile=${openFilesMax}`, `--nproc=${maxProcesses}`, '--core=0', ...data];
}

function mask(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? ['--tmpfs', path, '--remount-ro', path] : ['--ro-bind', '/dev/null', path];
}
