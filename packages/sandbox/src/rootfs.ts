import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { seccompPolicy } from './seccomp/policy.js';

/** The user that sandboxed processes run as, inside. */
export const sandboxUid = 1000;

const hostFolders = ['/etc/ssl', '/etc/pki', '/etc/alternatives', '/etc/ld.so.cache', '/etc/ca-certificates'];
const emptyFolders = ['dev', 'etc', 'proc', 'tmp', 'usr', 'var/task', 'var/runtime', 'opt', 'run', 'home'];
const files: Readonly<Record<string, string>> = {
  'etc/passwd': `root:x:0:0:root:/:/usr/sbin/nologin\nsandbox:x:${sandboxUid}:${sandboxUid}::/tmp:/bin/sh\n`,
  'etc/group': `root:x:0:\nsandbox:x:${sandboxUid}:\n`,
  'etc/hosts': '127.0.0.1 localhost\n',
  'etc/resolv.conf': 'options attempts:1 timeout:1\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
};
const initScript = '.init.pl';
const prctlNumber = seccompPolicy.allowed.prctl?.[process.arch === 'arm64' ? 1 : 0];

export interface HostMount {
  readonly source: string;
  readonly target: string;
}

/**
 * The root folder that all sandboxes of one owner share, read-only: the system's own programs and libraries, and a made-up /etc.
 * Nothing in it tells one sandbox of another.
 */
export class Rootfs {
  /** How the first process is started, as paths inside. */
  readonly initCommand = ['/usr/bin/perl', `/${initScript}`, String(prctlNumber)];
  readonly mounts: readonly HostMount[];

  constructor(readonly folder: string) {
    for (const name of ['', ...emptyFolders]) makeFolder(join(folder, name));
    const init = readFileSync(new URL('./init/init.pl', import.meta.url), 'utf8');
    for (const [name, text] of Object.entries({ ...files, [initScript]: init })) makeFile(join(folder, name), text);
    this.mounts = [
      { source: '/usr', target: '/usr' },
      ...hostFolders.filter((path) => existsSync(path)).map((path) => ({ source: path, target: path })),
      ...this.takeOver(['/bin', '/sbin', '/lib', '/lib64', '/lib32']),
    ];
    for (const { source, target } of this.mounts) this.makeTarget(source, target);
  }

  /** Prepares the place where something of the host will be mounted. */
  makeTarget(source: string, target: string): void {
    const place = join(this.folder, target);
    if (existsSync(place)) return;
    if (statSync(source).isDirectory()) {
      makeFolder(place);
    } else {
      makeFolder(dirname(place));
      makeFile(place, '');
    }
  }

  /** Most systems have these as links into /usr; where they are folders they are mounted. */
  private takeOver(paths: readonly string[]): HostMount[] {
    return paths
      .filter((path) => existsSync(path))
      .flatMap((path) => {
        if (!lstatSync(path).isSymbolicLink()) return { source: path, target: path };
        symlinkSync(readlinkSync(path), join(this.folder, path));
        return [];
      });
  }
}

/** Readable by every user whatever the umask is. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}

function makeFile(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o644);
}
